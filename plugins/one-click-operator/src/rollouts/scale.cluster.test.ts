import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { useOperator } from '../../test/useOperator';

jest.setTimeout(300_000);

const between = (minReplicas: number, maxReplicas: number) => ({
  horizontalScale: { minReplicas, maxReplicas },
});

describe('the number of instances', () => {
  const test = useOperator();

  const replicasOf = async (name: string) =>
    (await test.world.get(resources.deployments, name)).spec?.replicas;
  const autoscalerOf = (name: string) =>
    test.world.find(resources.horizontalPodAutoscalers, name);

  it('follows the spec, also when kubectl scales', async () => {
    const { world } = test;
    await world.ask('fixed', { spec: { replicas: 1 } });
    await world.untilState('fixed', 'Healthy');

    await world.ask('fixed', { spec: { replicas: 3 } });
    await world.untilHolds('3 instances', async () => {
      expect(await world.statusOf('fixed')).toMatchObject({
        state: 'Healthy',
        readyReplicas: 3,
      });
      expect(await world.namesOf(resources.pods, 'fixed')).toHaveLength(3);
    });

    await world.cluster.kubectl([
      'scale',
      'rollout/fixed',
      '--replicas=2',
      `--namespace=${world.namespace}`,
    ]);
    await world.until(
      '2 instances',
      async () => (await replicasOf('fixed')) === 2,
    );
  });

  it('stays when an autoscaler takes over, and when it lets go', async () => {
    const { world } = test;
    await world.ask('handed', { spec: { replicas: 5 } });
    await world.untilState('handed', 'Healthy');

    await world.ask('handed', { spec: between(2, 6) });
    await world.until('the autoscaler', () => autoscalerOf('handed'));
    const status = await world.untilState('handed', 'Healthy');

    // Not to be waited for: it never was anything else.
    expect(await replicasOf('handed')).toBe(5);
    expect(status.wantedReplicas).toBe(5);

    // What the autoscaler sets is not ours to undo.
    await world.admin.setScale(
      resources.deployments,
      { namespace: world.namespace, name: 'handed' },
      { replicas: 4 },
    );
    await world.until('4 instances', async () => {
      const { readyReplicas, wantedReplicas } = await world.statusOf('handed');
      return readyReplicas === 4 && wantedReplicas === 4;
    });
    expect(await replicasOf('handed')).toBe(4);

    await world.ask('handed', { spec: { replicas: 3 } });
    await world.untilHolds(
      'the autoscaler to go, and 3 instances',
      async () => {
        expect(await autoscalerOf('handed')).toBeUndefined();
        expect(await replicasOf('handed')).toBe(3);
      },
    );
  });

  it('stays as an autoscaler left it when the image changes (R05)', async () => {
    const { world } = test;
    const ref = { namespace: world.namespace, name: 'busy' };
    await world.ask('busy', { spec: between(2, 6) });
    await world.until('the autoscaler', () => autoscalerOf('busy'));
    await world.admin.setScale(resources.deployments, ref, { replicas: 5 });
    await world.untilHolds('5 instances', async () => {
      expect((await world.statusOf('busy')).readyReplicas).toBe(5);
    });

    const image = {
      registry: 'docker.io',
      repository: 'library/nginx',
      tag: '1.28',
    };
    const { metadata } = await world.ask('busy', {
      spec: { ...between(2, 6), image },
    });

    await world.untilHolds('5 new instances', async () => {
      const status = await world.statusOf('busy');
      expect(status).toMatchObject({
        observedGeneration: metadata.generation,
        state: 'Healthy',
        wantedReplicas: 5,
        updatedReadyReplicas: 5,
      });
      expect(await replicasOf('busy')).toBe(5);
    });
  });

  it('comes back after a pause as it was, and the autoscaler stays all the while', async () => {
    const { world } = test;
    await world.ask('paused', {
      spec: {
        ...between(2, 6),
        cronjobs: [{ name: 'job', schedule: '@daily' }],
      },
    });
    await world.until(
      '2 instances',
      async () => (await world.statusOf('paused')).readyReplicas === 2,
    );
    const ref = { namespace: world.namespace, name: 'paused' };
    await world.admin.setScale(resources.deployments, ref, { replicas: 5 });
    await world.until(
      '5 instances',
      async () => (await world.statusOf('paused')).readyReplicas === 5,
    );

    const cronjobs = [{ name: 'job', schedule: '@daily' }];
    await world.ask('paused', {
      spec: { ...between(2, 6), cronjobs, suspend: true },
    });
    const status = await world.untilState('paused', 'Paused');
    expect(status.conditions).toMatchObject([
      { type: 'Ready', status: 'True', reason: 'Paused' },
    ]);
    await world.untilHolds('no instance, and none told of', async () => {
      expect(await world.namesOf(resources.pods, 'paused')).toEqual([]);
      expect(await world.statusOf('paused')).toMatchObject({
        state: 'Paused',
        readyReplicas: 0,
      });
      expect(await replicasOf('paused')).toBe(0);
      const job = await world.get(resources.cronJobs, 'paused-job');
      expect(job.spec?.suspend).toBe(true);
    });
    expect(await autoscalerOf('paused')).toBeDefined();

    await world.ask('paused', { spec: { ...between(2, 6), cronjobs } });
    await world.untilHolds('5 instances again', async () => {
      expect(await world.statusOf('paused')).toMatchObject({
        readyReplicas: 5,
      });
      const resumed = await world.get(resources.deployments, 'paused');
      expect(resumed.metadata?.annotations).not.toHaveProperty([
        'one-click.dev/paused-replicas',
      ]);
    });
  });
});
