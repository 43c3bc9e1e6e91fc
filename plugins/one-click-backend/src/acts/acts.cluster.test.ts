import { untilHolds, useCluster, waitFor } from '@one-click/devcluster';
import { countOf, createActsWorld } from '../../test/actsWorld';
import { readCr, SPEC, startWithCluster } from '../../test/clusterBackend';
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

  const { kubectl, list, makeRollout, waitForOutcome, waitForNotes, actsOf } =
    createActsWorld({
      cluster: () => shared.cluster,
      backend: () => backend,
    });

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
    expect(countOf(await actsOf(params), 'rollout-restart')).toBe(1);

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
    expect(countOf(await actsOf(params), 'job-run')).toBe(1);

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
});
