import type {
  V1CronJob,
  V1Deployment,
  V1Ingress,
} from '@kubernetes/client-node';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { useApplyBench } from '../../test/ApplyBench';

jest.setTimeout(300_000);

type Spec = Partial<RolloutSpecInput>;

const podOf = ({ spec }: V1Deployment) => spec?.template.spec;
const containerOf = (live: V1Deployment) => podOf(live)?.containers[0];

const http = (...hosts: string[]): Spec => ({
  interfaces: [
    {
      name: 'http',
      port: 80,
      ingress: { rules: hosts.map(host => ({ host })) },
    },
  ],
});
const job = (more: object = {}): Spec => ({
  cronjobs: [{ name: 'job', schedule: '@daily', ...more }],
});

interface Removal<T> {
  readonly what: string;
  readonly before: Spec;
  /** What is asked for afterwards. */
  readonly after: Spec;
  readonly read: (live: T) => unknown;
  readonly left: unknown;
}

const REMOVALS: readonly Removal<V1Deployment>[] = [
  {
    what: 'arguments',
    before: { args: ['a', 'b'] },
    after: {},
    read: live => containerOf(live)?.args,
    left: undefined,
  },
  {
    what: 'one argument',
    before: { args: ['a', 'b'] },
    after: { args: ['a'] },
    read: live => containerOf(live)?.args,
    left: ['a'],
  },
  {
    what: 'one variable of two',
    before: {
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
    after: { env: [{ name: 'B', value: '2' }] },
    read: live => containerOf(live)?.env,
    left: [{ name: 'B', value: '2' }],
  },
  {
    what: 'the last variable',
    before: { env: [{ name: 'A', value: '1' }] },
    after: {},
    read: live => containerOf(live)?.env,
    left: undefined,
  },
  {
    what: 'the value of a variable',
    before: { env: [{ name: 'A', value: '1' }] },
    after: { env: [{ name: 'A', value: '' }] },
    read: live => containerOf(live)?.env,
    left: [{ name: 'A' }],
  },
  {
    what: 'the selector of nodes',
    before: { nodeSelector: { a: 'b' } },
    after: {},
    read: live => podOf(live)?.nodeSelector,
    left: undefined,
  },
  {
    what: 'one label of the selector of nodes',
    before: { nodeSelector: { a: 'b', c: 'd' } },
    after: { nodeSelector: { c: 'd' } },
    read: live => podOf(live)?.nodeSelector,
    left: { c: 'd' },
  },
  {
    what: 'tolerations',
    before: { tolerations: [{ key: 'a', operator: 'Exists' }] },
    after: {},
    read: live => podOf(live)?.tolerations,
    left: undefined,
  },
  {
    what: 'aliases of hosts',
    before: { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }] },
    after: {},
    read: live => podOf(live)?.hostAliases,
    left: undefined,
  },
  {
    what: 'options of security',
    before: { securityContext: { runAsUser: 1000, privileged: false } },
    after: {},
    read: live => [
      podOf(live)?.securityContext?.runAsUser,
      containerOf(live)?.securityContext?.privileged,
    ],
    left: [undefined, undefined],
  },
  {
    what: 'the check of readiness',
    before: { probes: { readiness: { tcpSocket: { port: 80 } } } },
    after: {},
    read: live => containerOf(live)?.readinessProbe,
    left: undefined,
  },
  {
    what: 'limits',
    before: { resources: { limits: { cpu: '1', memory: '1Gi' } } },
    after: { resources: { limits: { cpu: '1' } } },
    read: live => containerOf(live)?.resources?.limits,
    left: { cpu: '1' },
  },
  {
    what: 'a container beside the program',
    before: {
      sidecars: [
        {
          name: 'beside',
          image: { registry: 'docker.io', repository: 'a', tag: '1' },
        },
      ],
    },
    after: {},
    read: live => podOf(live)?.containers.map(({ name }) => name),
    left: ['removed'],
  },
  {
    what: 'the service account, which has an alias',
    before: { serviceAccountName: 'runner' },
    after: {},
    read: live => [
      podOf(live)?.serviceAccountName,
      podOf(live)?.serviceAccount,
    ],
    left: [undefined, undefined],
  },
  {
    what: 'labels and annotations of instances',
    before: { podLabels: { team: 'a' }, podAnnotations: { note: 'b' } },
    after: {},
    read: ({ spec }) => [
      spec?.template.metadata?.labels?.team,
      spec?.template.metadata?.annotations?.note,
    ],
    left: [undefined, undefined],
  },
];

describe('what a rollout no longer asks for leaves the live object', () => {
  const test = useApplyBench();

  async function change<T>(
    removal: Omit<Removal<T>, 'what'>,
    get: () => Promise<T>,
  ) {
    const { bench } = test;
    const { before, after, read } = removal;
    await bench.look(await bench.ask('removed', before));
    const had = read(await get());
    const rollout = await bench.ask('removed', after);
    await bench.look(rollout);
    const has = read(await get());
    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);
    return { had, has };
  }

  it.each(REMOVALS)('$what', async removal => {
    const { had, has } = await change(removal, () =>
      test.bench.get(resources.deployments, 'removed'),
    );

    expect(had).not.toEqual(removal.left);
    expect(has).toEqual(removal.left);
  });

  it('one address of two, and its certificate', async () => {
    const { has } = await change<V1Ingress>(
      {
        before: http('a.example.com', 'b.example.com'),
        after: http('b.example.com'),
        read: ({ spec }) => spec?.rules?.map(({ host }) => host),
        left: undefined,
      },
      () => test.bench.get(resources.ingresses, 'http-removed-ingress'),
    );

    expect(has).toEqual(['b.example.com']);
  });

  it('the deadline of a job', async () => {
    const { had, has } = await change<V1CronJob>(
      {
        before: job({ startingDeadlineSeconds: 60 }),
        after: job(),
        read: ({ spec }) => spec?.startingDeadlineSeconds,
        left: undefined,
      },
      () => test.bench.get(resources.cronJobs, 'removed-job'),
    );

    expect([had, has]).toEqual([60, undefined]);
  });

  it('the service account of a job', async () => {
    const { had, has } = await change<V1CronJob>(
      {
        before: job({ serviceAccountName: 'runner' }),
        after: job(),
        read: ({ spec }) =>
          spec?.jobTemplate.spec?.template.spec?.serviceAccountName,
        left: undefined,
      },
      () => test.bench.get(resources.cronJobs, 'removed-job'),
    );

    expect([had, has]).toEqual(['runner', undefined]);
  });

  it('whole objects: an interface, its address and a job', async () => {
    const { bench } = test;
    await bench.look(
      await bench.ask('removed', { ...http('a.example.com'), ...job() }),
    );

    const bare = await bench.ask('removed', {});
    await bench.look(bare);

    await bench.until('them to go', async () => {
      const left = await Promise.all([
        bench.find(resources.services, 'http-removed-svc'),
        bench.find(resources.ingresses, 'http-removed-ingress'),
        bench.find(resources.cronJobs, 'removed-job'),
      ]);
      return left.every(each => each === undefined);
    });
    expect(await bench.callsOf(() => bench.look(bare))).toEqual([]);
  });
});
