import { startCluster, untilHolds, waitFor } from '@one-click/devcluster';
import type { Cluster } from '@one-click/devcluster';
import {
  makeProject,
  readCr,
  SPEC,
  startWithCluster,
  waitForCluster,
} from '../test/clusterBackend';
import { startOneClickBackend } from '../test/testBackend';
import type { TestBackend } from '../test/testBackend';

jest.setTimeout(300_000);

describe('a cluster that goes away', () => {
  let cluster: Cluster;
  let backend: TestBackend;

  beforeAll(async () => {
    cluster = await startCluster();
    backend = await startWithCluster(cluster);
  }, 15 * 60_000);
  afterAll(async () => {
    await backend?.stop();
    await cluster?.stop();
  });

  async function writesOfWeb(since: Date) {
    const user = 'one-click-backend';
    const writes = await cluster.audit.writes({ user, since });
    return writes.filter(
      ({ resource, name }) => resource === 'rollouts' && name === 'web',
    );
  }

  it('holds up no page and no save, and is told the newest once when it is back', async () => {
    const ana = backend.clientOf('ana');
    const { name: project, namespace } = await makeProject(backend);
    const ref = { project, rollout: 'web' };
    await ana.createRollout(project, { name: 'web', spec: SPEC });
    await waitFor(
      async () => (await ana.getRollout(ref)).revision.outcome === 'applied',
      { what: 'the first save' },
    );

    await cluster.stopApiServer();
    await waitForCluster(backend, 'away');
    await ana.saveRollout(ref, {
      spec: { ...SPEC, replicas: 3 },
      baseRevision: 1,
    });
    await ana.saveRollout(ref, {
      spec: { ...SPEC, replicas: 4 },
      baseRevision: 2,
    });
    await ana.createRollout(project, { name: 'other', spec: SPEC });
    await untilHolds(
      async () => {
        const { counts } = await ana.getProject(project);
        expect(counts.WaitingToApply).toBe(2);
        expect(await ana.getRollout(ref)).toMatchObject({
          waiting: [2, 3],
          health: { state: 'WaitingToApply' },
        });
        expect(
          await ana.listRollouts({ project, state: 'WaitingToApply' }),
        ).toMatchObject({ totalItems: 2 });
      },
      { what: 'both to be marked as waiting' },
    );

    const since = new Date();
    await cluster.startApiServer();
    await untilHolds(
      async () => {
        const { items } = await ana.listRevisions(ref);
        expect(items.map(({ outcome }) => outcome)).toEqual([
          'applied',
          'superseded',
          'superseded',
        ]);
        expect(await writesOfWeb(since)).not.toEqual([]);
      },
      { what: 'the newest save to be applied, and logged' },
    );

    await expect(
      readCr(cluster, { namespace, name: 'web' }),
    ).resolves.toMatchObject({
      spec: { replicas: 4 },
      metadata: { annotations: { 'one-click.dev/revision': '3' } },
    });
    expect(await writesOfWeb(since)).toHaveLength(1);
  });
});

describe('a cluster that is configured wrong', () => {
  it('is away, and stops neither the backend nor the other cluster', async () => {
    const backend = await startOneClickBackend({
      config: {
        permission: { enabled: true },
        oneClick: {
          clusters: [
            {
              name: 'gone',
              kubeconfig: { file: '/nowhere/kubeconfig', context: 'x' },
            },
            { name: 'closed', url: 'https://127.0.0.1:9', token: 'x' },
          ],
        },
      },
    });
    try {
      await waitForCluster(backend, 'away');
      const ana = backend.clientOf('ana');
      await ana.createProject({
        name: 'shop',
        owner: 'group:default/team-a',
        cluster: 'gone',
      });

      await expect(
        ana.createRollout('shop', { name: 'web', spec: SPEC }),
      ).resolves.toMatchObject({ rollout: { waiting: [1] } });
    } finally {
      await backend.stop();
    }
  });
});
