import {
  createKeeper,
  ENGINES,
  KEEPERS,
  useDatabases,
  useKeeper,
} from '../../test/databases';
import { after, aProject, aRevision, DAWN } from '../../test/records';
import { seedRollouts } from '../../test/seed';
import type { ClusterRecord } from '../clusters/ClusterStore';
import { migrationsDirectory } from './DatabaseStateKeeper';
import type { Stores } from './StateKeeper';

jest.setTimeout(200_000);

const databases = useDatabases();

describe.each(KEEPERS)('state in %s', engine => {
  const stores = useKeeper(databases, engine);
  const seed = (...names: string[]) => seedRollouts(stores, ...names);

  describe('revisions', () => {
    it('gives back what was put in, newest first', async () => {
      const { rollout } = await seed('web');
      const second = aRevision({
        rolloutId: rollout.id,
        number: 2,
        via: 'rollback',
        rollbackOf: 1,
        note: 'back',
        changes: [{ path: 'replicas', section: 'scale', kind: 'added', to: 2 }],
        outcome: 'failed',
        outcomeAt: DAWN,
        problem: { id: 'Other', params: {}, sentence: 's', chain: [] },
      });
      await stores.revisions.append(second);
      await stores.revisions.append({ ...second, number: 3 });

      const page = await stores.revisions.list({
        rolloutId: rollout.id,
        limit: 2,
      });

      expect(page.items.map(({ number }) => number)).toEqual([3, 2]);
      expect(page.items[1]).toEqual(second);
      expect(page).toMatchObject({ total: 3, next: 2 });
      const rest = await stores.revisions.list({
        rolloutId: rollout.id,
        limit: 2,
        before: page.next,
      });
      expect(rest.items.map(({ number }) => number)).toEqual([1]);
      expect(rest.next).toBeUndefined();
    });

    it('supersedes only older ones whose outcome is open', async () => {
      const { rollout } = await seed('web');
      const outcomes = ['failed', 'applied', 'pending', 'pending'] as const;
      for (const [index, outcome] of outcomes.entries()) {
        await stores.revisions.append(
          aRevision({ rolloutId: rollout.id, number: index + 2, outcome }),
        );
      }
      await expect(stores.revisions.pending(rollout.id)).resolves.toEqual([
        1, 4, 5,
      ]);

      const superseded = await stores.revisions.supersede({
        rolloutId: rollout.id,
        before: 5,
        at: after(1),
      });

      expect(superseded).toEqual([1, 3, 4]);
      await expect(stores.revisions.find(rollout.id, 4)).resolves.toMatchObject(
        { outcome: 'superseded', outcomeAt: after(1) },
      );
      await expect(stores.revisions.find(rollout.id, 2)).resolves.toMatchObject(
        { outcome: 'failed' },
      );
      await expect(stores.revisions.pending(rollout.id)).resolves.toEqual([5]);
    });

    it('knows which rollouts of a cluster have an open outcome', async () => {
      const { rollouts } = await seed('web', 'api');
      await stores.revisions.setOutcome(rollouts[0]!.id, 1, {
        outcome: 'healthy',
        outcomeAt: DAWN,
      });

      await expect(stores.revisions.listOpen('main')).resolves.toEqual([
        rollouts[1]!.id,
      ]);
      await expect(stores.revisions.listOpen('far')).resolves.toEqual([]);
    });

    it('refuses a number that is taken', async () => {
      const { rollout } = await seed('web');

      await expect(
        stores.revisions.append(aRevision({ rolloutId: rollout.id })),
      ).rejects.toThrow();
    });
  });

  describe('the outbox', () => {
    const subject = { kind: 'rollout', id: 'r-1' } as const;
    const row = {
      subject,
      cluster: 'main',
      revision: 1,
      createdAt: DAWN,
      attempts: 0,
      dueAt: DAWN,
    };
    const lease = { subject, by: 'p-1' };
    const claim = (by: string, now = DAWN) =>
      stores.outbox.claim({
        cluster: 'main',
        by,
        now,
        until: after(Date.parse(now) - Date.parse(DAWN) + 30_000),
        limit: 10,
      });

    it('hands a row to one process until its lease ends', async () => {
      await stores.outbox.put(row);

      await expect(claim('p-1')).resolves.toEqual([row]);
      await expect(claim('p-2')).resolves.toEqual([]);
      await expect(claim('p-2', after(30_001))).resolves.toEqual([row]);
      await expect(stores.outbox.renew(lease, after(60_000))).resolves.toBe(
        false,
      );
      await expect(stores.outbox.complete(lease, 1)).resolves.toBe(false);
    });

    it('removes a row that was dealt with', async () => {
      await stores.outbox.put(row);
      await claim('p-1');

      await expect(stores.outbox.complete(lease, 1)).resolves.toBe(true);
      await expect(stores.outbox.find(subject)).resolves.toBeUndefined();
    });

    it('keeps a row that a newer revision replaced meanwhile, due at once', async () => {
      await stores.outbox.put(row);
      await claim('p-1');
      await stores.outbox.put({
        ...row,
        revision: 2,
        createdAt: after(5),
        dueAt: after(5),
      });

      await expect(claim('p-2', after(10))).resolves.toEqual([]);
      await expect(stores.outbox.complete(lease, 1)).resolves.toBe(false);
      await expect(claim('p-2', after(10))).resolves.toMatchObject([
        { revision: 2, createdAt: DAWN },
      ]);
    });

    it('gives a row back for later, and makes it due when asked', async () => {
      await stores.outbox.put(row);
      await claim('p-1');
      await stores.outbox.retry(lease, after(60_000));

      await expect(claim('p-1', after(59_000))).resolves.toEqual([]);
      await stores.outbox.makeDue('far', after(59_000));
      await expect(claim('p-1', after(59_000))).resolves.toEqual([]);
      await stores.outbox.makeDue('main', after(59_000));
      await expect(claim('p-1', after(59_000))).resolves.toMatchObject([
        { attempts: 1 },
      ]);
    });

    it('takes leases of a process back', async () => {
      await stores.outbox.put(row);
      await claim('p-1');
      await stores.outbox.dropLeases('p-2');
      await expect(claim('p-2')).resolves.toEqual([]);
      await stores.outbox.dropLeases('p-1');

      await expect(claim('p-2')).resolves.toHaveLength(1);
    });

    it('hands out the oldest first, and no more than asked for', async () => {
      for (const [index, id] of ['c', 'a', 'b'].entries()) {
        await stores.outbox.put({
          ...row,
          subject: { kind: 'project', id },
          createdAt: after(-index),
        });
      }

      const claimed = await stores.outbox.claim({
        cluster: 'main',
        by: 'p',
        now: DAWN,
        until: after(1),
        limit: 2,
      });

      expect(claimed.map(each => each.subject)).toEqual([
        { kind: 'project', id: 'b' },
        { kind: 'project', id: 'a' },
      ]);
    });
  });

  describe('idempotency keys', () => {
    const request = { actor: 'ana', key: 'k', hash: 'h1', at: DAWN };

    it('gives a retry what the first request came to', async () => {
      const { idempotency } = stores;
      await expect(idempotency.claim(request)).resolves.toBeUndefined();
      await idempotency.resolve(request, '{"n":1}');

      await expect(
        idempotency.claim({ ...request, hash: 'h2' }),
      ).resolves.toEqual({ hash: 'h1', result: '{"n":1}' });
      await expect(
        idempotency.claim({ ...request, actor: 'bo' }),
      ).resolves.toBeUndefined();
    });

    it('forgets old ones', async () => {
      await stores.idempotency.claim(request);
      await stores.idempotency.prune(DAWN);
      await expect(stores.idempotency.claim(request)).resolves.toBeDefined();
      await stores.idempotency.prune(after(1));

      await expect(stores.idempotency.claim(request)).resolves.toBeUndefined();
    });
  });

  it('keeps the newest of what is known of a cluster', async () => {
    const known = {
      name: 'main',
      state: 'away',
      since: DAWN,
      contactAt: undefined,
      operator: 'unknown',
      facts: undefined,
    } as const;
    await stores.clusters.put(known);
    const newer: ClusterRecord = {
      ...known,
      state: 'reachable',
      contactAt: after(1),
      facts: {
        ingressClasses: [{ name: 'x', isDefault: true }],
        storageClasses: [],
      },
    };
    await stores.clusters.put(newer);

    await expect(stores.clusters.list()).resolves.toEqual([newer]);
  });

  describe('a transaction', () => {
    it('holds as a whole', async () => {
      await stores.transact(async inside => {
        await inside.projects.insert(aProject({ name: 'one' }));
        await inside.projects.insert(aProject({ name: 'two' }));
      });

      await expect(stores.projects.list({ limit: 9 })).resolves.toMatchObject({
        total: 2,
      });
    });

    it('leaves nothing behind when it throws', async () => {
      const failed = stores.transact(async inside => {
        await inside.projects.insert(aProject({ name: 'one' }));
        throw new Error('boom');
      });

      await expect(failed).rejects.toThrow('boom');
      await expect(stores.projects.list({ limit: 9 })).resolves.toMatchObject({
        total: 0,
      });
    });

    it('makes others that lock the same rollout wait', async () => {
      const { rollout } = await seed('web');
      const addOne = async (inside: Stores, meanwhile = async () => {}) => {
        const locked = await inside.rollouts.lock(rollout.id);
        await meanwhile();
        const newest = locked!.newest + 1;
        await inside.rollouts.update(rollout.id, { newest });
      };
      let other: Promise<void> | undefined;
      await stores.transact(inside =>
        addOne(inside, async () => {
          other = stores.transact(addOne);
          // Long enough for the other one to read, if nothing kept it.
          for (let look = 0; look < 100; look += 1) {
            await inside.rollouts.findById(rollout.id);
          }
        }),
      );
      await other;

      await expect(stores.rollouts.findById(rollout.id)).resolves.toMatchObject(
        { newest: 3 },
      );
    });

    it('lets one of two requests with the same key through, and gives the other its result', async () => {
      const claimOnce = () =>
        stores.transact(async inside => {
          const request = { actor: 'ana', key: 'k', hash: 'h', at: DAWN };
          const before = await inside.idempotency.claim(request);
          if (!before) {
            await inside.idempotency.resolve(request, 'made');
          }
          return before?.result;
        });

      const results = await Promise.all([claimOnce(), claimOnce()]);

      expect(results.sort()).toEqual(['made', undefined]);
    });
  });
});

describe.each(ENGINES)('the migrations in %s', engine => {
  it('go up, down and up again', async () => {
    const knex = await databases.create(engine);
    const directory = migrationsDirectory;
    await knex.migrate.latest({ directory });
    await knex.migrate.rollback({ directory });
    await expect(knex.schema.hasTable('projects')).resolves.toBe(false);
    await knex.migrate.latest({ directory });

    await expect(knex.schema.hasTable('outbox')).resolves.toBe(true);
  });
});

it('PostgreSQL lets replicas that claim at once pass each other by', async () => {
  const { stores } = await createKeeper(await databases.create('PostgreSQL'));
  for (let index = 0; index < 40; index += 1) {
    await stores.outbox.put({
      subject: { kind: 'rollout', id: `r-${index}` },
      cluster: 'main',
      revision: 1,
      createdAt: DAWN,
      attempts: 0,
      dueAt: DAWN,
    });
  }
  const claims = await Promise.all(
    ['a', 'b', 'c', 'd'].map(by =>
      stores.outbox.claim({
        cluster: 'main',
        by,
        now: DAWN,
        until: after(1_000),
        limit: 10,
      }),
    ),
  );

  const ids = claims.flat().map(({ subject }) => subject.id);
  expect(new Set(ids).size).toBe(ids.length);
});
