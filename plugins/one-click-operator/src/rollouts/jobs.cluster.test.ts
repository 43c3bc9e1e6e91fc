import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { FAILING_REGISTRY } from '@one-click/devcluster';
import { useOperator } from '../../test/useOperator';

jest.setTimeout(300_000);

const nightly = { name: 'nightly', schedule: '0 3 1 1 *' };
const broken = {
  ...nightly,
  image: { registry: FAILING_REGISTRY, repository: 'app', tag: 'crash' },
};

describe('the jobs of a rollout (M18, B24)', () => {
  const test = useOperator();

  const jobOf = async (rollout: string) =>
    (await test.world.statusOf(rollout)).jobs?.[0];

  async function runNow(rollout: string, run: string): Promise<void> {
    const { cluster, namespace } = test.world;
    await cluster.kubectl([
      ...['create', 'job', run, `--from=cronjob/${rollout}-nightly`],
      `--namespace=${namespace}`,
    ]);
  }

  it('are told with how their last run went', async () => {
    const { world } = test;
    await world.ask('good', { spec: { cronjobs: [nightly] } });
    await world.untilState('good', 'Healthy');
    await world.untilHolds('the job to be told', async () => {
      expect(await jobOf('good')).toEqual({
        ...nightly,
        suspended: false,
      });
    });

    await runNow('good', 'good-by-hand');
    await world.untilHolds('the run to be told', async () => {
      expect(await jobOf('good')).toEqual({
        ...nightly,
        suspended: false,
        state: 'Succeeded',
      });
    });
  });

  it('are no news for the status when another run goes as the last', async () => {
    const { world } = test;
    const since = new Date();
    await runNow('good', 'good-again');
    await world.untilHolds('the run to be over', async () => {
      const run = await world.get(resources.jobs, 'good-again');
      expect(run.status?.succeeded).toBe(1);
    });

    await world.ask('later', { spec: {} });
    await world.untilState('later', 'Healthy');
    const writes = await world.writesSince(since);
    expect(writes.filter(write => / good(-|$)/.test(write))).toEqual([]);
  });

  it('that fail say how, and leave the rollout as it is', async () => {
    const { world } = test;
    await world.ask('bad', { spec: { cronjobs: [broken] } });
    await world.untilState('bad', 'Healthy');
    await runNow('bad', 'bad-by-hand');

    await world.untilHolds('the failure to be told', async () => {
      const { state, jobs } = await world.statusOf('bad');
      expect(state).toBe('Healthy');
      expect(jobs).toMatchObject([
        {
          state: 'Failed',
          cause: {
            id: 'JobFailed',
            message: 'Job nightly failed after 1 try (code 1).',
            chain: [{ kind: 'CronJob', name: 'bad-nightly' }],
          },
        },
      ]);
    });
  });

  it('get no requests, and count as no instances (R06)', async () => {
    const { world } = test;
    const interfaces = [{ name: 'http', port: 80 }];
    await world.ask('apart', { spec: { cronjobs: [nightly], interfaces } });
    await world.untilState('apart', 'Healthy');
    await runNow('apart', 'apart-by-hand');

    await world.untilHolds('the run to be over', async () => {
      expect(await jobOf('apart')).toMatchObject({ state: 'Succeeded' });
    });
    const { namespace, admin } = world;
    const runs = await admin.list(resources.pods, {
      namespace,
      labelSelector: 'one-click.dev/jobOf=apart',
    });
    expect(runs.items).toHaveLength(1);
    await world.untilHolds('the instance alone to be served', async () => {
      const slices = await admin.list(resources.endpointSlices, {
        namespace,
        labelSelector: 'kubernetes.io/service-name=http-apart-svc',
      });
      const served = slices.items
        .flatMap(({ endpoints }) => endpoints ?? [])
        .map(({ targetRef }) => targetRef?.name);
      const { replicas, deployment } = await world.statusOf('apart');

      expect(served).toHaveLength(1);
      expect(served).toEqual(await world.namesOf(resources.pods, 'apart'));
      expect(replicas).toBe(1);
      expect(deployment?.podNames).toEqual(served);
    });
  });

  it('are told as suspended while the rollout is', async () => {
    const { world } = test;
    await world.ask('resting', {
      spec: { suspend: true, cronjobs: [nightly] },
    });
    await world.untilState('resting', 'Paused');

    await world.untilHolds('the job to rest', async () => {
      expect(await jobOf('resting')).toEqual({
        ...nightly,
        suspended: true,
        state: 'Suspended',
      });
    });
  });
});
