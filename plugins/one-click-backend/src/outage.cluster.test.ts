import {
  startCluster,
  startFaultProxy,
  untilHolds,
  useCluster,
  waitFor,
} from '@one-click/devcluster';
import type { Cluster, FaultProxy } from '@one-click/devcluster';
import type { OneClickClient } from '@one-click/backstage-plugin-one-click-common';
import {
  makeProject,
  readCr,
  SPEC,
  startWithCluster,
  waitForCluster,
} from '../test/clusterBackend';
import { createProbe } from '../test/preflightProbe';
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

/** What pages read, all of it from the database. */
async function readPages(ana: OneClickClient, project: string) {
  const ref = { project, rollout: 'web' };
  const [projects, shown, rollouts, web, revisions, clusters, main] =
    await Promise.all([
      ana.listProjects(),
      ana.getProject(project),
      ana.listRollouts({ project }),
      ana.getRollout(ref),
      ana.listRevisions(ref),
      ana.listClusters(),
      ana.call('getCluster', { params: { cluster: 'main' } }),
    ]);
  return { projects, shown, rollouts, web, revisions, clusters, main };
}

describe('a cluster in trouble', () => {
  const shared = useCluster();
  let proxy: FaultProxy;
  let backend: TestBackend;
  let ana: OneClickClient;

  beforeAll(async () => {
    proxy = await startFaultProxy(shared.cluster);
    backend = await startWithCluster({
      server: proxy.server,
      caData: proxy.caData,
      token: user => shared.cluster.token(user),
    });
    ana = backend.clientOf('ana');
  });
  afterEach(() => proxy.clear());
  afterAll(async () => {
    await backend?.stop();
    await proxy?.stop();
  });

  const untilApplied = (project: string) =>
    waitFor(
      async () => {
        const { revision } = await ana.getRollout({ project, rollout: 'web' });
        return revision.outcome === 'applied';
      },
      { what: 'the save to be applied' },
    );

  async function makeWeb() {
    const { name } = await makeProject(backend);
    await ana.createRollout(name, { name: 'web', spec: SPEC });
    await untilApplied(name);
    await waitFor(
      async () => (await readPages(ana, name)).main.nodes !== undefined,
      { what: 'the facts to be read' },
    );
    return name;
  }

  /** Saves while the trouble lasts; the number of instances tells saves apart. */
  const save = (project: string, replicas: number, baseRevision: number) =>
    ana.saveRollout(
      { project, rollout: 'web' },
      { spec: { ...SPEC, replicas }, baseRevision },
    );

  it.each([
    { trouble: 'unreachable', fault: { fault: 'reset' } as const },
    {
      trouble: 'answering 500',
      fault: { fault: 'status', status: 500 } as const,
    },
  ])(
    'R11 $trouble: pages tell what is known and how old it is, and all goes on by itself',
    async ({ fault }) => {
      const project = await makeWeb();
      const before = await readPages(ana, project);
      // What is under way ends first: a status comes before an answer only.
      proxy.set({ fault: 'reset' });
      proxy.set(fault);
      await waitForCluster(backend, 'away');

      const during = await readPages(ana, project);
      expect(during.web.spec).toEqual(before.web.spec);
      expect(during.web.health.seenAt).toBeDefined();
      expect(during.revisions).toEqual(before.revisions);
      expect(during.main).toMatchObject({
        state: 'away',
        contactAt: expect.any(String),
        factsAt: before.main.factsAt,
        nodes: before.main.nodes,
        storageClasses: before.main.storageClasses,
      });
      const probe = createProbe(backend, shared.cluster);
      const { done } = await probe.check(project, { ...SPEC, replicas: 3 });
      expect(done).toMatchObject({
        errors: 0,
        unknown: expect.arrayContaining(['rollout', 'instance', 'quota']),
      });
      await save(project, 3, 1);
      expect(
        (await ana.getRollout({ project, rollout: 'web' })).waiting,
      ).toEqual([2]);

      proxy.clear();
      await waitForCluster(backend, 'reachable');
      await untilApplied(project);
    },
  );

  it('R11 slow: pages do not wait for it, and what is saved arrives', async () => {
    const project = await makeWeb();
    proxy.set({ fault: 'latency', ms: 5_000 });
    const order: string[] = [];
    const ofTheCluster = ana
      .call('checkHost', {
        params: { project },
        query: { host: `${project}.acme.io` },
      })
      .then(({ state }) => order.push(`host ${state}`));

    const { web } = await readPages(ana, project);
    order.push('pages');
    await save(project, 4, 1);
    order.push('save');
    await ofTheCluster;

    expect(web.spec.replicas).toBe(2);
    expect(order).toEqual(['pages', 'save', 'host free']);
    await untilApplied(project);
  });

  it('R11 refusing one kind: the gap is named, and the rest is told', async () => {
    const project = await makeWeb();
    const host = `${project}.acme.io`;
    const look = () =>
      ana.call('checkHost', { params: { project }, query: { host } });
    proxy.set({
      fault: 'status',
      status: 403,
      reason: 'Forbidden',
      path: '/apis/networking.k8s.io/v1/ingresses',
      message:
        'ingresses.networking.k8s.io is forbidden: User "one-click-backend" cannot list resource "ingresses" in API group "networking.k8s.io" at the cluster scope',
    });

    await untilHolds(
      async () => {
        await expect(look()).resolves.toEqual({
          state: 'unknown',
          sentence: expect.stringContaining(
            'The portal may not list ingresses in this cluster',
          ),
        });
      },
      { what: 'the refusal to be told' },
    );
    await save(project, 5, 1);
    await untilApplied(project);
    expect((await readPages(ana, project)).main.state).toBe('reachable');

    proxy.clear();
    await expect(look()).resolves.toEqual({ state: 'free', sentence: 'free' });
  });

  it('M20 several clusters, each with its own authority, of which one is not the right one', async () => {
    const { token } = shared.cluster;
    const account = token('one-click-backend');
    const two = await startOneClickBackend({
      config: {
        permission: { enabled: true },
        oneClick: {
          clusters: [
            {
              name: 'direct',
              url: shared.cluster.server,
              token: account,
              caData: shared.cluster.caData,
            },
            {
              name: 'proxied',
              url: proxy.server,
              token: account,
              caData: proxy.caData,
            },
            {
              name: 'mistaken',
              url: proxy.server,
              token: account,
              caData: shared.cluster.caData,
            },
          ],
        },
      },
    });
    try {
      await untilHolds(
        async () => {
          const clusters = await two.clientOf('ana').listClusters();
          expect(clusters.map(({ name, state }) => [name, state])).toEqual([
            ['direct', 'reachable'],
            ['proxied', 'reachable'],
            ['mistaken', 'away'],
          ]);
        },
        { what: 'the clusters to be found' },
      );
    } finally {
      await two.stop();
    }
  });
});
