import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OneClickClient } from '@one-click/backstage-plugin-one-click-common';
import { startFaultProxy, useCluster, waitFor } from '@one-click/devcluster';
import type { FaultProxy } from '@one-click/devcluster';
import type { Knex } from 'knex';
import { serve } from '../test/childProcess';
import type { ServedProcess } from '../test/childProcess';
import { readCr, SPEC, uniqueName } from '../test/clusterBackend';
import { useDatabases } from '../test/databases';
import { clientAt } from '../test/testBackend';

jest.setTimeout(300_000);

const shared = useCluster();
const databases = useDatabases();

const WRITES = { method: 'PATCH', path: /\/rollouts\// } as const;

describe.each(['SQLite', 'PostgreSQL'] as const)(
  'a backend on %s that is killed with SIGKILL',
  engine => {
    let folder: string;
    let database: Knex.Config;
    let proxy: FaultProxy;
    const processes: ServedProcess[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'one-click-crash-'));
      database =
        engine === 'SQLite'
          ? {
              client: 'better-sqlite3',
              connection: { filename: join(folder, 'state.sqlite') },
              useNullAsDefault: true,
            }
          : databases.connectionOf(await databases.create(engine));
    });
    beforeEach(async () => {
      proxy = await startFaultProxy(shared.cluster);
    });
    afterEach(async () => {
      for (const child of processes.splice(0)) {
        await child.stop();
      }
      await proxy.stop();
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    /** Starts the plugin in a process of its own, which reaches the cluster through the proxy. */
    async function start() {
      const child = await serve('serveBackend.ts', {
        SERVE_BACKEND: JSON.stringify({
          database,
          config: {
            permission: { enabled: true },
            backend: { baseUrl: 'http://localhost' },
            oneClick: {
              clusters: [
                {
                  name: 'main',
                  url: proxy.server,
                  caData: proxy.caData,
                  token: shared.cluster.token('one-click-backend'),
                },
              ],
            },
          },
        }),
      });
      processes.push(child);
      const ana = clientAt(child.ready, 'ana');
      await waitFor(
        async () =>
          (await ana.listClusters()).some(({ state }) => state === 'reachable'),
        { what: 'the cluster to be reachable' },
      );
      return { child, ana };
    }

    async function makeProject(ana: OneClickClient) {
      const project = await ana.createProject({
        name: uniqueName('crash'),
        owner: 'group:default/team-a',
      });
      return project;
    }

    /** Writes to CRs of a namespace that the cluster accepted. */
    async function writesIn(namespace: string) {
      const writes = await shared.cluster.audit.writes({
        user: 'one-click-backend',
      });
      return writes.filter(
        write =>
          write.namespace === namespace &&
          write.resource === 'rollouts' &&
          write.status < 300,
      );
    }

    /** As `writesIn`, once there are any: an answer may come before its line in the log. */
    async function loggedWritesIn(namespace: string) {
      return waitFor(
        async () => {
          const writes = await writesIn(namespace);
          return writes.length > 0 && writes;
        },
        { what: 'the audit log' },
      );
    }

    async function waitUntilApplied(
      ana: OneClickClient,
      ref: { readonly project: string; readonly rollout: string },
    ) {
      await waitFor(
        async () => (await ana.getRollout(ref)).revision.outcome === 'applied',
        { what: 'the save to be applied' },
      );
    }

    it('between commit and cluster write: the CR arrives after the restart, once', async () => {
      const first = await start();
      const { name: project, namespace } = await makeProject(first.ana);
      proxy.set({ ...WRITES, fault: 'latency', ms: 3_600_000 });
      await first.ana.createRollout(project, { name: 'web', spec: SPEC });
      await waitFor(
        () => proxy.requests.some(({ method }) => method === 'PATCH'),
        { what: 'the write to be under way' },
      );
      await first.child.kill();
      proxy.clear();
      expect(await writesIn(namespace)).toEqual([]);

      const second = await start();
      const ref = { project, rollout: 'web' };
      await waitUntilApplied(second.ana, ref);

      const cr = await readCr(shared.cluster, { namespace, name: 'web' });
      expect(cr.spec).toEqual(SPEC);
      await expect(second.ana.getRollout(ref)).resolves.toMatchObject({
        waiting: [],
        notes: [],
        revision: { number: 1, outcome: 'applied' },
      });
      await expect(loggedWritesIn(namespace)).resolves.toHaveLength(1);
    });

    it('between cluster write and the note of it: the CR is not written again', async () => {
      const first = await start();
      const { name: project, namespace } = await makeProject(first.ana);
      proxy.set({ ...WRITES, fault: 'halfOpen', afterBytes: 1 });
      await first.ana.createRollout(project, { name: 'web', spec: SPEC });
      await waitFor(() => readCr(shared.cluster, { namespace, name: 'web' }), {
        what: 'the CR',
      });
      await first.child.kill();
      proxy.clear();

      const second = await start();
      await waitUntilApplied(second.ana, { project, rollout: 'web' });

      await expect(loggedWritesIn(namespace)).resolves.toHaveLength(1);
    });
  },
);
