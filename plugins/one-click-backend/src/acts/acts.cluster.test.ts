import type {
  Act,
  Activity,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { untilHolds, useCluster, waitFor } from '@one-click/devcluster';
import {
  makeProject,
  readCr,
  SPEC,
  startWithCluster,
} from '../../test/clusterBackend';
import { playOperator } from '../../test/playOperator';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(300_000);

const shared = useCluster();

const JOBS = [{ name: 'nightly', schedule: '0 3 * * *' }] as const;

describe('acts, with a cluster', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startWithCluster(shared.cluster);
  });
  afterAll(() => backend?.stop());

  const kubectl = (args: readonly string[], input?: unknown) =>
    shared.cluster.kubectl(
      args,
      input === undefined ? {} : { input: JSON.stringify(input) },
    );
  const list = async (namespace: string, kind: string) => {
    const { stdout } = await kubectl([
      ...['get', kind, '--namespace', namespace, '--output=json'],
    ]);
    return JSON.parse(stdout).items;
  };

  /** A rollout that the cluster runs, with its children and its instances. */
  async function makeRollout(spec: Partial<RolloutSpecInput> = {}) {
    const { name: project, namespace } = await makeProject(backend, 'acts');
    const params = { project, rollout: 'web' };
    const ana = backend.clientOf('ana');
    await ana.createRollout(project, {
      name: 'web',
      spec: { ...SPEC, ...spec },
    });
    await waitForOutcome(params, 1, 'applied');
    const cr = { namespace, name: 'web' };
    await playOperator(shared.cluster, cr);
    return { params, project, namespace, cr, ana };
  }

  type Params = Awaited<ReturnType<typeof makeRollout>>['params'];

  async function waitForOutcome(params: Params, number: number, want: string) {
    await waitFor(
      async () => {
        const ana = backend.clientOf('ana');
        return (await ana.getRevision(params, number)).outcome === want;
      },
      { what: `revision ${number} to be ${want}` },
    );
  }

  async function waitForNotes(params: Params, notes: readonly string[]) {
    return waitFor(
      async () => {
        const rollout = await backend.clientOf('ana').getRollout(params);
        return rollout.notes.join() === notes.join() && rollout;
      },
      { what: `notes ${notes.join()}` },
    );
  }

  async function actsOf(params: Params): Promise<Activity[]> {
    const { items } = await backend
      .clientOf('ana')
      .call('listRolloutActivity', { params, query: { limit: 100 } });
    return items;
  }

  const count = (entries: readonly Activity[], act: Act) =>
    entries.filter(entry => entry.act === act).length;

  it('R09 restarts once, however often the same request comes, and makes no drift of it', async () => {
    const { params, cr, ana } = await makeRollout();
    const restart = () =>
      ana.call(
        'restartRollout',
        { params },
        { idempotencyKey: 'restart-twice' },
      );

    const [first, second] = await Promise.all([restart(), restart()]);
    const { restartedAt } = await restart();

    expect([first, second]).toEqual([{ restartedAt }, { restartedAt }]);
    const { metadata } = await readCr(shared.cluster, cr);
    expect(metadata.annotations).toEqual({
      'one-click.dev/revision': '1',
      'one-click.dev/restarted-at': restartedAt,
    });
    expect(metadata.managedFields).toContainEqual(
      expect.objectContaining({
        manager: 'one-click-acts',
        operation: 'Apply',
      }),
    );
    expect(count(await actsOf(params), 'rollout-restart')).toBe(1);

    await ana.saveRollout(params, {
      spec: { ...SPEC, args: ['-v'] },
      baseRevision: 1,
    });
    await waitForOutcome(params, 2, 'applied');
    const saved = await readCr(shared.cluster, cr);
    expect(saved.metadata.annotations).toMatchObject({
      'one-click.dev/restarted-at': restartedAt,
    });
    await waitForNotes(params, []);
  });

  it('M18 B24 runs a job now, once a request, and tells and deletes its runs', async () => {
    const { params, namespace, ana } = await makeRollout({ cronjobs: JOBS });
    const job = { ...params, job: 'nightly' };
    const run = () =>
      ana.call('runJob', { params: job }, { idempotencyKey: 'run-twice' });

    const [first, second] = await Promise.all([run(), run()]);

    expect(second.run).toBe(first.run);
    const runs = await list(namespace, 'jobs');
    expect(runs).toHaveLength(1);
    expect(runs[0].metadata).toMatchObject({
      name: first.run,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [{ kind: 'CronJob', name: 'web-nightly' }],
    });
    await untilHolds(
      async () =>
        expect((await ana.call('listRuns', { params: job })).items).toEqual([
          expect.objectContaining({
            name: first.run,
            job: 'nightly',
            manual: true,
            state: 'succeeded',
            finishedAt: expect.any(String),
          }),
        ]),
      { what: 'the run to succeed' },
    );
    expect(count(await actsOf(params), 'job-run')).toBe(1);

    await ana.call('deleteRun', { params: { ...params, run: first.run } });
    await untilHolds(
      async () => {
        expect(await list(namespace, 'jobs')).toEqual([]);
        expect((await ana.call('listRuns', { params: job })).items).toEqual([]);
      },
      { what: 'the run to be gone' },
    );
  });

  it('deletes a pod of the rollout, and the cluster makes another', async () => {
    const { params, namespace, ana } = await makeRollout();
    const pods = await waitFor(
      async () => {
        const all = await list(namespace, 'pods');
        return all.length === 2 && all;
      },
      { what: 'the instances' },
    );
    const pod: string = pods[0].metadata.name;

    await ana.call('deletePod', { params: { ...params, pod } });

    await untilHolds(
      async () => {
        const names = (await list(namespace, 'pods')).map(
          (each: { metadata: { name: string } }) => each.metadata.name,
        );
        expect(names).toHaveLength(2);
        expect(names).not.toContain(pod);
      },
      { what: 'another pod' },
    );
    expect(await actsOf(params)).toContainEqual(
      expect.objectContaining({ act: 'pod-delete', details: { pod } }),
    );
  });

  it('touches no pod or run that only looks like the rollout’s', async () => {
    const { params, namespace, ana } = await makeRollout();
    const labels = {
      'one-click.dev/projectId': namespace,
      'one-click.dev/deploymentId': 'other',
    };
    const container = { name: 'c', image: 'docker.io/library/nginx:1.27' };
    const podSpec = { containers: [container], restartPolicy: 'Never' };
    await kubectl(['apply', '--filename=-'], {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'web-lonely', namespace, labels },
          spec: podSpec,
        },
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'web-nightly-1', namespace, labels },
          spec: { template: { spec: podSpec } },
        },
      ],
    });

    await expect(
      ana.call('deletePod', { params: { ...params, pod: 'web-lonely' } }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      ana.call('deleteRun', { params: { ...params, run: 'web-nightly-1' } }),
    ).rejects.toMatchObject({ status: 404 });
    expect(await list(namespace, 'jobs')).toHaveLength(1);
  });

  it('pauses, resumes and scales in the cluster', async () => {
    const { params, cr, ana } = await makeRollout();

    await ana.call('pauseRollout', { params });
    await waitForOutcome(params, 2, 'applied');
    expect((await readCr(shared.cluster, cr)).spec.suspend).toBe(true);
    await ana.call('resumeRollout', { params });
    await ana.call('scaleRollout', { params, body: { replicas: 4 } });
    await waitForOutcome(params, 4, 'applied');

    const { spec } = await readCr(shared.cluster, cr);
    expect(spec).toEqual({ ...SPEC, replicas: 4 });
  });

  it('M13 lets a volume grow where its class allows it, and goes back past that', async () => {
    const data = { name: 'data', mountPath: '/data', size: '1Gi' };
    const stuck = {
      ...{ name: 'stuck', mountPath: '/stuck', size: '1Gi' },
      storageClass: 'fixed-size',
    };
    await waitFor(
      async () => {
        const all = await backend.clientOf('ana').listClusters();
        return all.every(each => each.storageClasses);
      },
      { what: 'the storage classes' },
    );
    const { params, cr, ana } = await makeRollout({ volumes: [data, stuck] });
    const grow = (volume: string, size: string) =>
      ana.call('growVolume', { params: { ...params, volume }, body: { size } });

    await expect(grow('data', '500Mi')).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('do not shrink'),
    });
    await expect(grow('stuck', '2Gi')).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("'fixed-size'"),
    });
    await grow('data', '2Gi');
    await waitForOutcome(params, 2, 'applied');
    await ana.saveRollout(params, {
      spec: {
        ...SPEC,
        volumes: [{ ...data, size: '2Gi' }, stuck],
        args: ['x'],
      },
      baseRevision: 2,
    });
    await waitForOutcome(params, 3, 'applied');

    await ana.rollBack(params, { revision: 1 });
    await waitForOutcome(params, 4, 'applied');

    const { spec } = await readCr(shared.cluster, cr);
    expect(spec.args).toBeUndefined();
    expect(spec.volumes[0].size).toBe('2Gi');
  });

  it('B01 puts what is rolled back into quarantine with the digest that ran', async () => {
    const { params, cr, namespace, ana } = await makeRollout();
    const image = { ...SPEC.image, tag: '1.28' };
    await ana.saveRollout(params, {
      spec: { ...SPEC, image },
      baseRevision: 1,
    });
    await waitForOutcome(params, 2, 'applied');
    await playOperator(shared.cluster, cr);
    await waitFor(
      async () => {
        const pods = await list(namespace, 'pods');
        return pods.some(
          (pod: {
            spec: { containers: { image: string }[] };
            status: { containerStatuses?: { imageID: string }[] };
          }) =>
            pod.spec.containers[0]?.image.endsWith(':1.28') &&
            pod.status.containerStatuses?.[0]?.imageID,
        );
      },
      { what: 'an instance of the new image' },
    );

    await ana.rollBack(params, { revision: 1 });

    const hold = await ana.call('getHold', { params });
    expect(hold).toMatchObject({
      pin: { by: 'user:default/ana', revision: 3 },
      quarantined: [
        {
          tag: '1.28',
          digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
          revision: 2,
        },
      ],
    });
    expect((await ana.getRollout(params)).notes).toEqual(['pinned']);
    await expect(ana.call('unpin', { params, body: {} })).resolves.toEqual({
      quarantined: hold.quarantined,
    });
    expect((await ana.getRollout(params)).notes).toEqual([]);
  });

  /** Changes the CR by another hand, and waits until that shows. */
  async function drift({ params, cr }: { params: Params; cr: CrName }) {
    await kubectl([
      ...['scale', 'rollout', cr.name, '--namespace', cr.namespace],
      '--replicas=5',
    ]);
    await waitForNotes(params, ['changedInCluster']);
    const report = await backend.clientOf('ana').call('getDrift', { params });
    return report;
  }
  interface CrName {
    readonly namespace: string;
    readonly name: string;
  }

  it('B04 shows what kubectl changed with its owner, keeps it, and reverts it', async () => {
    const { params, cr, ana } = await makeRollout();
    const report = await drift({ params, cr });

    expect(report).toMatchObject({
      deletedInCluster: false,
      drift: {
        by: 'devcluster',
        revision: 1,
        timesLately: 1,
        changes: [
          {
            path: 'replicas',
            from: 2,
            to: 5,
            owners: [{ manager: 'devcluster' }],
          },
        ],
      },
      owners: [{ manager: 'devcluster', paths: ['replicas'] }],
    });
    const generation = report.drift!.generation;
    const decide = (decision: 'keep' | 'revert') =>
      ana.call('decideDrift', { params, body: { decision, generation } });

    await decide('keep');
    await expect(ana.call('getDrift', { params })).resolves.toMatchObject({
      drift: { kept: { by: 'user:default/ana' } },
    });
    await decide('revert');
    await untilHolds(
      async () => {
        expect((await readCr(shared.cluster, cr)).spec).toEqual(SPEC);
        const rollout = await ana.getRollout(params);
        expect(rollout).toMatchObject({
          notes: [],
          revision: { number: 1, outcome: 'applied' },
          waiting: [],
        });
      },
      { what: 'the revision to be back' },
    );
    await expect(decide('revert')).rejects.toMatchObject({ status: 409 });
    const acts = (await actsOf(params)).map(({ act }) => act);
    expect(acts).toEqual(
      expect.arrayContaining(['drift-seen', 'drift-keep', 'drift-revert']),
    );
  });

  it('B04 adopts what kubectl changed as a revision', async () => {
    const { params, cr, ana } = await makeRollout();
    const { drift: seen } = await drift({ params, cr });
    const generation = seen!.generation;

    const adopted = await ana.call('decideDrift', {
      params,
      body: { decision: 'adopt', generation, note: 'More for today' },
    });

    expect(adopted).toMatchObject({
      changed: true,
      rollout: {
        spec: { replicas: 5 },
        revision: {
          number: 2,
          via: 'cluster',
          createdBy: 'user:default/ana',
          note: 'More for today',
        },
      },
    });
    await waitForOutcome(params, 2, 'applied');
    await waitForNotes(params, []);
    expect((await readCr(shared.cluster, cr)).spec.replicas).toBe(5);
  });

  it('adopts a rollout made with kubectl, and restores one deleted with it', async () => {
    const { project, namespace, ana } = await makeRollout();
    const params = { project, rollout: 'by-hand' };
    const cr = { namespace, name: 'by-hand' };
    await kubectl(['apply', '--filename=-'], {
      apiVersion: 'one-click.dev/v1alpha1',
      kind: 'Rollout',
      metadata: cr,
      spec: SPEC,
    });
    await waitFor(() => ana.getRollout(params), { what: 'the rollout' });

    await ana.call('decideDrift', {
      params,
      body: { decision: 'adopt', generation: 1 },
    });
    await untilHolds(
      async () => {
        const { metadata } = await readCr(shared.cluster, cr);
        expect(metadata.annotations).toMatchObject({
          'one-click.dev/revision': '1',
        });
        expect((await ana.getRollout(params)).notes).toEqual([]);
      },
      { what: 'the CR to be ours' },
    );

    await kubectl(['delete', 'rollout', cr.name, '--namespace', namespace]);
    await waitForNotes(params, ['deletedInCluster']);
    await ana.call('decideDrift', { params, body: { decision: 'restore' } });
    await untilHolds(
      async () => {
        expect((await readCr(shared.cluster, cr)).spec).toEqual(SPEC);
        expect((await ana.getRollout(params)).notes).toEqual([]);
      },
      { what: 'the CR to be back' },
    );
    const acts = (await actsOf(params)).map(({ act }) => act);
    expect(acts).toEqual([
      'rollout-restore',
      'rollout-deleted-in-cluster',
      'drift-adopt',
      'rollout-cluster',
    ]);
  });
});
