import type { ApiClient } from './apiClient';
import { makeNamespace, useCluster } from './sharedCluster';
import { untilHolds, waitFor } from './waitFor';

jest.setTimeout(300_000);

interface PodStatus {
  readonly phase: string;
  readonly podIP?: string;
  readonly conditions: readonly { type: string; status: string }[];
  readonly containerStatuses?: readonly {
    readonly name: string;
    readonly imageID: string;
    readonly ready: boolean;
    readonly restartCount: number;
    readonly state: object;
  }[];
}

const shared = useCluster({ crds: false });

describe('pods on simulated nodes', () => {
  let admin: ApiClient;
  let namespace: string;

  beforeAll(async () => {
    admin = shared.cluster.client('admin');
    namespace = await makeNamespace(shared.cluster);
  });

  afterAll(() => admin.close());

  const create = (api: string, resource: string, body: object) =>
    admin.call({
      method: 'POST',
      path: `${api}/namespaces/${namespace}/${resource}`,
      body,
    });

  const read = (api: string, path: string) =>
    admin.call({
      method: 'GET',
      path: `${api}/namespaces/${namespace}/${path}`,
    });

  const podSpec = (image: string) => ({
    containers: [{ name: 'main', image }],
  });

  async function podStatus(
    name: string,
    holds: (status: PodStatus) => boolean,
  ): Promise<PodStatus> {
    let last: unknown;
    return waitFor(
      async () => {
        const { status } = (await read('/api/v1', `pods/${name}`)) as {
          status: PodStatus;
        };
        last = status;
        return holds(status) && status;
      },
      {
        what: `the status of pod '${name}'`,
        explain: () => JSON.stringify(last),
      },
    );
  }

  async function eventReasons(pod: string): Promise<string[]> {
    const { items } = (await read(
      '/api/v1',
      `events?fieldSelector=involvedObject.name=${pod},type=Warning`,
    )) as { items: { reason: string }[] };
    return items.map(({ reason }) => reason);
  }

  const readiness = (status: PodStatus) =>
    status.conditions.find(({ type }) => type === 'Ready')?.status;

  it('become ready, with the status a kubelet would give', async () => {
    await create('/api/v1', 'pods', {
      metadata: { name: 'web' },
      spec: podSpec('example.com/team/web:1'),
    });

    const status = await podStatus('web', each => readiness(each) === 'True');

    expect(status).toMatchObject({
      phase: 'Running',
      podIP: expect.stringMatching(/^198\.18\./),
      containerStatuses: [
        {
          name: 'main',
          ready: true,
          imageID: expect.stringMatching(
            /^example\.com\/team\/web@sha256:[0-9a-f]{64}$/,
          ),
          state: { running: {} },
        },
      ],
    });
  });

  it('complete when a job owns them', async () => {
    await create('/apis/batch/v1', 'jobs', {
      metadata: { name: 'once' },
      spec: {
        template: {
          spec: { ...podSpec('example.com/job:1'), restartPolicy: 'Never' },
        },
      },
    });

    const job = await waitFor(
      async () => {
        const { status } = (await read('/apis/batch/v1', 'jobs/once')) as {
          status: { completionTime?: string };
        };
        return status.completionTime && status;
      },
      { what: 'the job to end' },
    );
    expect(job).toMatchObject({ succeeded: 1 });
  });

  it.each([
    {
      tag: 'nope',
      phase: 'Pending',
      state: {
        waiting: {
          reason: expect.stringMatching(/^(ErrImagePull|ImagePullBackOff)$/),
          message: expect.stringMatching(/fail\.invalid\/app:nope: not found$/),
        },
      },
      event: 'Failed',
    },
    {
      tag: 'denied',
      phase: 'Pending',
      state: {
        waiting: {
          reason: expect.stringMatching(/^(ErrImagePull|ImagePullBackOff)$/),
          message: expect.stringMatching(/401 Unauthorized$/),
        },
      },
      event: 'Failed',
    },
    {
      tag: '2-crash',
      phase: 'Running',
      state: {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: expect.stringMatching(
            /^back-off 10s restarting failed container=main pod=bad-2-crash_/,
          ),
        },
      },
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
      event: 'BackOff',
    },
    {
      tag: 'oom',
      phase: 'Running',
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      event: 'BackOff',
    },
    {
      tag: 'unready',
      phase: 'Running',
      state: { running: {} },
      event: 'Unhealthy',
    },
  ])(
    'fail as the tag says: $tag',
    async ({ tag, phase, state, lastState = {}, event }) => {
      const name = `bad-${tag}`;
      await create('/api/v1', 'pods', {
        metadata: { name },
        spec: podSpec(`fail.invalid/app:${tag}`),
      });

      await untilHolds(
        async () => {
          const { status } = (await read('/api/v1', `pods/${name}`)) as {
            status: PodStatus;
          };
          expect(status).toMatchObject({
            phase,
            containerStatuses: [{ ready: false, state, lastState }],
          });
          expect(readiness(status)).toBe('False');
          expect(await eventReasons(name)).toContain(event);
        },
        { what: `pod '${name}' to fail` },
      );
    },
  );

  it('swing from ErrImagePull to ImagePullBackOff', async () => {
    await create('/api/v1', 'pods', {
      metadata: { name: 'swing' },
      spec: podSpec('fail.invalid/app:1'),
    });
    const waitingFor = (reason: string) => (status: PodStatus) =>
      JSON.stringify(status.containerStatuses ?? []).includes(
        `"reason":"${reason}"`,
      );

    const first = await podStatus('swing', waitingFor('ErrImagePull'));
    const later = await podStatus('swing', waitingFor('ImagePullBackOff'));

    expect(later.podIP).toBe(first.podIP);
    expect(later.conditions).toEqual(first.conditions);
  });
});
