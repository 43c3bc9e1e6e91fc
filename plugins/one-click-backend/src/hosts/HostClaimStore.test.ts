import {
  createKeeper,
  KEEPERS,
  useDatabases,
  useKeeper,
} from '../../test/databases';
import { after, aSpec, DAWN } from '../../test/records';
import { seedRollouts } from '../../test/seed';
import { claimHosts } from './claimHosts';

jest.setTimeout(200_000);

const databases = useDatabases();

function specFor(...addresses: string[]) {
  const rules = addresses.map(address => {
    const [host = '', ...path] = address.split('/');
    return { host, path: `/${path.join('/')}` };
  });
  return aSpec({
    interfaces: [{ name: 'http', port: 80, ingress: { rules } }],
  });
}

describe.each(KEEPERS)('claims of addresses in %s', engine => {
  const stores = useKeeper(databases, engine);
  const at = DAWN;

  async function seed() {
    const { project, rollouts } = await seedRollouts(stores, 'web', 'api');
    const [web, api] = rollouts;
    return { project, web: web!, api: api! };
  }

  it('M12 an address has one holder, and the second is told who in its own project', async () => {
    const { web, api } = await seed();
    const spec = specFor('shop.acme.io', 'shop.acme.io/cart/');
    const request = { spec, previous: aSpec(), at, isMade: false };
    await claimHosts(stores, web, request);
    await claimHosts(stores, web, { ...request, at: after(1) });

    await expect(
      claimHosts(stores, api, {
        ...request,
        spec: specFor('free.acme.io', 'SHOP.acme.io/cart'),
      }),
    ).rejects.toMatchObject({
      fields: [
        {
          path: 'spec.interfaces[0].ingress.rules[1].host',
          message: expect.stringContaining("rollout 'web'"),
        },
      ],
    });
    await expect(
      stores.hostClaims.listByRollout(web.id),
    ).resolves.toMatchObject([
      { host: 'shop.acme.io', path: '/', claimedAt: DAWN },
      { host: 'shop.acme.io', path: '/cart' },
    ]);
  });

  it('M12 an address that is given up is free, in another cluster it always was', async () => {
    const { web, api } = await seed();
    const spec = specFor('shop.acme.io');
    const request = { spec, previous: aSpec(), at, isMade: false };
    await claimHosts(stores, web, request);
    await claimHosts(stores, { ...api, cluster: 'far' }, request);
    await claimHosts(stores, web, { ...request, spec: aSpec() });
    await claimHosts(stores, api, request);

    await expect(
      stores.hostClaims.find({
        cluster: 'main',
        host: 'shop.acme.io',
        path: '/',
      }),
    ).resolves.toMatchObject({ rolloutId: api.id });
  });

  it('lets a collision that is there already be, and what another hand made', async () => {
    const { web, api } = await seed();
    const spec = specFor('shop.acme.io');
    const request = { spec, previous: aSpec(), at, isMade: false };
    await claimHosts(stores, web, request);

    await claimHosts(stores, api, { ...request, isMade: true });
    await claimHosts(stores, api, { ...request, previous: spec });

    await expect(stores.hostClaims.listByRollout(api.id)).resolves.toEqual([]);
  });

  it('frees the addresses of a rollout that is purged', async () => {
    const { web, api } = await seed();
    const spec = specFor('shop.acme.io');
    const request = { spec, previous: aSpec(), at, isMade: false };
    await claimHosts(stores, web, request);
    await stores.rollouts.remove(web.id);

    await expect(claimHosts(stores, api, request)).resolves.toBeUndefined();
  });
});

it('PostgreSQL lets one of two that claim at once have the address', async () => {
  const keeper = await createKeeper(await databases.create('PostgreSQL'));
  const { rollouts } = await seedRollouts(keeper.stores, 'a', 'b', 'c', 'd');
  const spec = specFor('one.acme.io', 'two.acme.io');
  const outcomes = await Promise.allSettled(
    rollouts.map((rollout, index) =>
      keeper.transact(stores =>
        claimHosts(stores, rollout, {
          spec: index % 2 === 0 ? spec : specFor('two.acme.io', 'one.acme.io'),
          previous: aSpec(),
          at: DAWN,
          isMade: false,
        }),
      ),
    ),
  );

  expect(outcomes.map(({ status }) => status).toSorted()).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
  ]);
});
