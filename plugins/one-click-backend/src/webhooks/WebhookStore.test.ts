import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { after, DAWN } from '../../test/records';
import { seedRollouts } from '../../test/seed';

jest.setTimeout(200_000);

const databases = useDatabases();

describe.each(KEEPERS)('webhooks in %s', engine => {
  const stores = useKeeper(databases, engine);

  it('are found by hash, and replaced', async () => {
    const { rollout } = await seedRollouts(stores, 'web');
    const webhook = {
      rolloutId: rollout.id,
      tokenHash: 'h1',
      sender: 'github',
      sealedSecret: 'sealed',
      createdAt: DAWN,
      createdBy: 'user:default/ana',
      lastCallAt: undefined,
      lastResult: undefined,
    } as const;
    await stores.webhooks.put(webhook);
    await expect(stores.webhooks.findByHash('h1')).resolves.toEqual(webhook);
    await stores.webhooks.recordCall(rollout.id, {
      at: after(1),
      result: 'accepted',
    });
    await expect(stores.webhooks.find(rollout.id)).resolves.toMatchObject({
      lastCallAt: after(1),
      lastResult: 'accepted',
    });

    await stores.webhooks.put({ ...webhook, tokenHash: 'h2' });
    await expect(stores.webhooks.findByHash('h1')).resolves.toBeUndefined();
    await expect(stores.webhooks.findByHash('h2')).resolves.toEqual({
      ...webhook,
      tokenHash: 'h2',
    });
    await expect(stores.webhooks.remove(rollout.id)).resolves.toBe(true);
    await expect(stores.webhooks.remove(rollout.id)).resolves.toBe(false);
  });

  it('take each call once', async () => {
    const { rollout } = await seedRollouts(stores, 'web');
    const delivery = { id: 'd', at: DAWN };

    await expect(
      stores.webhooks.addDelivery(rollout.id, delivery),
    ).resolves.toBe(true);
    await expect(
      stores.webhooks.addDelivery(rollout.id, delivery),
    ).resolves.toBe(false);
    await stores.webhooks.pruneDeliveries(after(1));
    await expect(
      stores.webhooks.addDelivery(rollout.id, delivery),
    ).resolves.toBe(true);
  });
});
