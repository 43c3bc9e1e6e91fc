import {
  createKeeper,
  KEEPERS,
  useDatabases,
  useKeeper,
} from '../../test/databases';
import { after, DAWN } from '../../test/records';
import { seedRollouts } from '../../test/seed';
import type { UpdateDecisionRecord, UpdatePolicyRecord } from './UpdateStore';

jest.setTimeout(200_000);

const databases = useDatabases();

const DIGEST = `sha256:${'a'.repeat(64)}`;

function aPolicy(
  rolloutId: string,
  over: Partial<UpdatePolicyRecord> = {},
): UpdatePolicyRecord {
  return {
    rolloutId,
    registry: 'docker.io',
    settings: {
      rule: { kind: 'semver', preReleases: false, constraint: '^1' },
      mode: 'apply',
      intervalMinutes: 15,
      minimumAgeMinutes: 0,
    },
    changedAt: DAWN,
    changedBy: 'user:default/ana',
    dueAt: DAWN,
    dueBy: 'person',
    failures: 0,
    looks: 0,
    lookedAt: undefined,
    seen: undefined,
    ...over,
  };
}

describe.each(KEEPERS)('update policies in %s', engine => {
  const stores = useKeeper(databases, engine);
  const seed = async (...names: string[]) =>
    (await seedRollouts(stores, ...names)).rollouts.map(({ id }) => id);
  const claim = (by: string, now = DAWN, registry = 'docker.io') =>
    stores.updates.claim({
      registry,
      by,
      now,
      until: after(Date.parse(now) - Date.parse(DAWN) + 60_000),
      limit: 10,
    });
  const patch = {
    registry: 'docker.io',
    dueAt: after(900_000),
    failures: 0,
    looks: 1,
    lookedAt: DAWN,
    seen: { name: 'a/b:c', digest: DIGEST },
  };

  it('are kept as they were put, and replaced', async () => {
    const [id = ''] = await seed('web');
    await stores.updates.put(aPolicy(id));
    const second = aPolicy(id, { dueAt: after(1), looks: 3 });
    await stores.updates.put(second);

    await expect(stores.updates.find(id)).resolves.toEqual(second);
    await expect(stores.updates.remove(id)).resolves.toBe(true);
    await expect(stores.updates.find(id)).resolves.toBeUndefined();
    await expect(stores.updates.remove(id)).resolves.toBe(false);
  });

  it('are handed to one process until its lease ends', async () => {
    const [id = ''] = await seed('web');
    await stores.updates.put(aPolicy(id));

    await expect(claim('p-1')).resolves.toEqual([aPolicy(id)]);
    await expect(claim('p-2', after(59_999))).resolves.toEqual([]);
    await expect(
      stores.updates.listDueRegistries(after(59_999)),
    ).resolves.toEqual([]);
    await expect(claim('p-2', after(60_000))).resolves.toHaveLength(1);
    await expect(
      stores.updates.finish({ policy: aPolicy(id), by: 'p-1' }, patch),
    ).resolves.toBe(false);
  });

  it('are claimed by registry, the longest due first', async () => {
    const [one = '', two = '', three = ''] = await seed('a', 'b', 'c');
    await stores.updates.put(aPolicy(one, { dueAt: after(-1) }));
    await stores.updates.put(aPolicy(two, { dueAt: after(-2) }));
    await stores.updates.put(
      aPolicy(three, { registry: 'ghcr.io', dueAt: after(1) }),
    );

    await expect(stores.updates.listDueRegistries(DAWN)).resolves.toEqual([
      'docker.io',
    ]);
    const claimed = await claim('p-1');
    expect(claimed.map(({ rolloutId }) => rolloutId)).toEqual([two, one]);
    await expect(claim('p-1', DAWN, 'ghcr.io')).resolves.toEqual([]);
  });

  it('are handed out anew after all leases were dropped', async () => {
    const [id = ''] = await seed('web');
    await stores.updates.put(aPolicy(id));
    await claim('p-1');
    await stores.updates.dropLeases();

    await expect(claim('p-2')).resolves.toEqual([aPolicy(id)]);
  });

  it('come back with what the look left behind', async () => {
    const [id = ''] = await seed('web');
    await stores.updates.put(aPolicy(id));
    const [policy] = await claim('p-1');

    await expect(
      stores.updates.finish({ policy: policy!, by: 'p-1' }, patch),
    ).resolves.toBe(true);
    await expect(stores.updates.find(id)).resolves.toEqual(
      aPolicy(id, { ...patch, dueBy: 'poll' }),
    );
    await expect(claim('p-1', after(899_999))).resolves.toEqual([]);
    await expect(claim('p-1', after(900_000))).resolves.toHaveLength(1);
  });

  it('do not forget a call that came during the look', async () => {
    const [id = ''] = await seed('web');
    await stores.updates.put(aPolicy(id));
    const [policy] = await claim('p-1');
    await stores.updates.makeDue(id, { at: after(5), by: 'webhook' });
    await stores.updates.finish({ policy: policy!, by: 'p-1' }, patch);

    await expect(stores.updates.find(id)).resolves.toMatchObject({
      dueAt: after(5),
      dueBy: 'webhook',
      looks: 1,
    });
  });

  it('leave a look of the policy before without effect', async () => {
    const [id = ''] = await seed('web');
    await stores.updates.put(aPolicy(id));
    const [policy] = await claim('p-1');
    const changed = aPolicy(id, { changedAt: after(1), dueAt: after(1) });
    await stores.updates.put(changed);

    await expect(
      stores.updates.finish({ policy: policy!, by: 'p-1' }, patch),
    ).resolves.toBe(false);
    await expect(stores.updates.find(id)).resolves.toEqual(changed);
  });

  it('keep their decisions, newest first, by pages', async () => {
    const [id = '', other = ''] = await seed('web', 'api');
    const decision = (index: number): UpdateDecisionRecord => ({
      rolloutId: id,
      at: after(index),
      trigger: 'poll',
      verdict: index === 1 ? 'failed' : 'applied',
      reason: `reason ${index}`,
      from: { tag: '1.0.0' },
      to: index === 1 ? undefined : { tag: '1.1.0', digest: DIGEST },
      revision: index === 1 ? undefined : 2,
      proposal: undefined,
      problem: index === 1 ? { id: 'away', sentence: 's' } : undefined,
      looksBefore: index,
    });
    await stores.updates.append({ ...decision(9), rolloutId: other });
    for (const index of [0, 1, 2]) {
      await stores.updates.append(decision(index));
    }

    const first = await stores.updates.listDecisions({
      rolloutId: id,
      limit: 2,
    });
    expect(first).toMatchObject({
      total: 3,
      items: [decision(2), decision(1)],
    });
    const rest = await stores.updates.listDecisions({
      rolloutId: id,
      limit: 2,
      before: first.next,
    });
    expect(rest.items).toMatchObject([decision(0)]);
    expect(rest.next).toBeUndefined();
    await expect(stores.updates.findNewest(id)).resolves.toMatchObject(
      decision(2),
    );
  });

  it('remember since when an image is there', async () => {
    const [id = ''] = await seed('web');
    const image = { tag: '1.1.0', digest: DIGEST };
    await stores.updates.sight(id, { ...image, since: DAWN });
    await stores.updates.sight(id, { ...image, since: after(1) });

    await expect(stores.updates.listSightings(id)).resolves.toEqual([
      { ...image, since: DAWN },
    ]);
  });

  it('know which registries rest', async () => {
    const state = {
      host: 'docker.io',
      problem: 'limited',
      sentence: 's',
      since: DAWN,
      failures: 1,
      retryAt: after(10),
    } as const;
    await stores.registryStates.put(state);
    await stores.registryStates.put({ ...state, failures: 2 });

    await expect(stores.registryStates.find('docker.io')).resolves.toEqual({
      ...state,
      failures: 2,
    });
    await expect(stores.registryStates.listResting(DAWN)).resolves.toEqual([
      'docker.io',
    ]);
    await expect(stores.registryStates.listResting(after(10))).resolves.toEqual(
      [],
    );
    await stores.registryStates.put({ ...state, host: 'ghcr.io' });
    await stores.registryStates.prune(after(10));
    await expect(stores.registryStates.find('ghcr.io')).resolves.toBeDefined();
    await stores.registryStates.prune(after(11));
    await expect(
      stores.registryStates.find('ghcr.io'),
    ).resolves.toBeUndefined();
    await stores.registryStates.put(state);
    await stores.registryStates.remove('docker.io');
    await expect(
      stores.registryStates.find('docker.io'),
    ).resolves.toBeUndefined();
  });
});

it('R15 PostgreSQL lets replicas that claim at once pass each other by', async () => {
  const { stores } = await createKeeper(await databases.create('PostgreSQL'));
  const names = Array.from({ length: 40 }, (_, index) => `web-${index}`);
  const { rollouts } = await seedRollouts(stores, ...names);
  for (const { id } of rollouts) {
    await stores.updates.put(aPolicy(id));
  }
  const claims = await Promise.all(
    ['a', 'b', 'c', 'd'].map(by =>
      stores.updates.claim({
        registry: 'docker.io',
        by,
        now: DAWN,
        until: after(1_000),
        limit: 10,
      }),
    ),
  );

  const ids = claims.flat().map(({ rolloutId }) => rolloutId);
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
});
