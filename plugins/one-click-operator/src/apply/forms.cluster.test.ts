import type {
  V1Container,
  V1DeploymentSpec,
  V1PodSpec,
} from '@kubernetes/client-node';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  ChildKind,
  ChildObject,
} from '@one-click/backstage-plugin-one-click-workload';
import { useApplyBench } from '../../test/ApplyBench';

jest.setTimeout(120_000);

interface Row {
  readonly does: string;
  readonly kind: ChildKind;
  /** Everything but identity, as sent. */
  readonly body: Readonly<Record<string, unknown>>;
  /** It is stored in a form the comparison does not know: told by what was stored. */
  readonly gap?: true;
}

const API_VERSIONS: Readonly<Record<ChildKind, string>> = {
  ServiceAccount: 'v1',
  PersistentVolumeClaim: 'v1',
  Secret: 'v1',
  ConfigMap: 'v1',
  Deployment: 'apps/v1',
  Service: 'v1',
  Ingress: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  PodDisruptionBudget: 'policy/v1',
  CronJob: 'batch/v1',
};

// Shapes that no type of ours would allow are what this is about.
type Loose<T> = { readonly [K in keyof T]?: unknown };

function deployment(
  container: Loose<V1Container> = {},
  pod: Loose<V1PodSpec> = {},
  spec: Loose<V1DeploymentSpec> & Readonly<Record<string, unknown>> = {},
) {
  const labels = { app: 'x' };
  return {
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'main', image: 'example.invalid/x', ...container },
          ],
          ...pod,
        },
      },
      ...spec,
    },
  };
}

const limits = (cpu: unknown, memory: unknown = '1Gi') =>
  deployment({ resources: { limits: { cpu, memory } } });

const claim = (spec: Readonly<Record<string, unknown>>) => ({
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    ...spec,
  },
});

const service = (
  port: Readonly<Record<string, unknown>>,
  spec: Readonly<Record<string, unknown>> = {},
) => ({ spec: { ports: [{ name: 'http', port: 80, ...port }], ...spec } });

const ingress = (rule: Readonly<Record<string, unknown>>, spec = {}) => ({
  spec: {
    rules: [
      {
        host: 'a.example.com',
        http: {
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: 'x', port: { number: 80 } } },
            },
          ],
        },
        ...rule,
      },
    ],
    ...spec,
  },
});

const autoscaler = (spec: Readonly<Record<string, unknown>>) => ({
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
    minReplicas: 1,
    maxReplicas: 2,
    ...spec,
  },
});

const cronJob = (spec: Readonly<Record<string, unknown>>) => ({
  spec: {
    schedule: '@daily',
    jobTemplate: {
      spec: {
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'main', image: 'example.invalid/x' }],
          },
        },
      },
    },
    ...spec,
  },
});

const env = (...variables: readonly object[]) => deployment({ env: variables });

const ROWS: readonly Row[] = [
  ...[['1000m'], ['1.0'], [1], ['0.5'], [0.1], ['0.0001'], ['1e3']].map(
    ([cpu]): Row => ({
      does: `a CPU of ${JSON.stringify(cpu)}`,
      kind: 'Deployment',
      body: limits(cpu),
    }),
  ),
  ...['1024Mi', '1.5Gi', '100.5Mi', '1000M', '1e9', '134217728', 1e9].map(
    (memory): Row => ({
      does: `a memory of ${JSON.stringify(memory)}`,
      kind: 'Deployment',
      body: limits('1', memory),
    }),
  ),
  {
    does: 'the size of a volume in memory',
    kind: 'Deployment',
    body: deployment(
      {},
      { volumes: [{ name: 'v', emptyDir: { sizeLimit: '1024Mi' } }] },
    ),
  },
  {
    does: 'a target that is an amount',
    kind: 'HorizontalPodAutoscaler',
    body: autoscaler({
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'memory',
            target: { type: 'AverageValue', averageValue: '1024Mi' },
          },
        },
      ],
    }),
  },
  {
    does: 'an amount of storage that is a number',
    kind: 'PersistentVolumeClaim',
    body: claim({ resources: { requests: { storage: 1_073_741_824 } } }),
  },
  {
    does: 'a claim, whose version moves by itself once',
    kind: 'PersistentVolumeClaim',
    body: claim({}),
  },
  {
    does: 'the class of no provisioning',
    kind: 'PersistentVolumeClaim',
    body: claim({ storageClassName: '', volumeName: '' }),
  },
  {
    does: 'empty lists of a container',
    kind: 'Deployment',
    body: deployment({
      env: [],
      envFrom: [],
      command: [],
      args: [],
      volumeMounts: [],
      ports: [],
      securityContext: { capabilities: { add: [], drop: [] } },
    }),
  },
  {
    does: 'empty lists of a pod',
    kind: 'Deployment',
    body: deployment(
      {},
      {
        volumes: [],
        imagePullSecrets: [],
        tolerations: [],
        hostAliases: [],
        initContainers: [],
        topologySpreadConstraints: [],
      },
    ),
  },
  {
    does: 'empty lists of an Ingress',
    kind: 'Ingress',
    body: ingress({}, { tls: [] }),
  },
  {
    does: 'no metrics, for which there is a default',
    kind: 'HorizontalPodAutoscaler',
    body: autoscaler({ metrics: [] }),
    gap: true,
  },
  {
    does: 'empty maps',
    kind: 'Deployment',
    body: deployment({ resources: { limits: {} } }, { nodeSelector: {} }),
  },
  { does: 'empty data', kind: 'ConfigMap', body: { data: {}, binaryData: {} } },
  {
    does: 'a selector of nothing',
    kind: 'Service',
    body: service({}, { selector: {} }),
  },
  {
    does: 'empty structs',
    kind: 'Deployment',
    body: deployment(
      { resources: {}, securityContext: {}, lifecycle: {} },
      { affinity: {}, securityContext: {} },
    ),
  },
  {
    does: 'a strategy that says nothing, which is filled in',
    kind: 'Deployment',
    body: deployment({}, {}, { strategy: {} }),
    gap: true,
  },
  {
    does: 'a struct that means something though it is empty',
    kind: 'Deployment',
    body: deployment({}, { volumes: [{ name: 'v', emptyDir: {} }] }),
  },
  {
    does: 'nulls',
    kind: 'Deployment',
    body: deployment({ env: null, command: null }, { nodeSelector: null }),
  },
  { does: 'a value of null', kind: 'ConfigMap', body: { data: { a: null } } },
  {
    does: 'a secret value of null, which moves the version each time',
    kind: 'Secret',
    body: { type: 'Opaque', data: { a: null } },
  },
  {
    does: 'a variable of nothing',
    kind: 'Deployment',
    body: env({ name: 'A', value: '' }),
  },
  {
    does: 'empty texts of a container',
    kind: 'Deployment',
    body: deployment({
      ports: [{ name: '', containerPort: 80, protocol: 'TCP' }],
    }),
  },
  {
    does: 'empty texts of a pod',
    kind: 'Deployment',
    body: deployment(
      {},
      {
        serviceAccountName: '',
        tolerations: [{ key: 'a', operator: 'Exists', value: '', effect: '' }],
      },
    ),
  },
  {
    does: 'an address of any host',
    kind: 'Ingress',
    body: ingress({ host: '' }),
  },
  {
    does: 'texts that count though they are empty',
    kind: 'Secret',
    body: { type: 'Opaque', data: { a: '' } },
  },
  {
    does: 'an argument that is empty',
    kind: 'Deployment',
    body: deployment({ args: ['', 'a', ''] }),
  },
  {
    does: 'zeros that are as good as absent',
    kind: 'Deployment',
    body: deployment(
      {
        ports: [{ containerPort: 80, hostPort: 0, protocol: 'TCP' }],
        readinessProbe: { tcpSocket: { port: 80 }, initialDelaySeconds: 0 },
      },
      {},
      { minReadySeconds: 0, paused: false },
    ),
  },
  {
    does: 'zeros that count',
    kind: 'Deployment',
    body: deployment({}, { terminationGracePeriodSeconds: 0 }, { replicas: 0 }),
  },
  {
    does: 'zeros of a job',
    kind: 'CronJob',
    body: cronJob({ successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 0 }),
  },
  {
    does: 'what is false by default',
    kind: 'Deployment',
    body: deployment(
      { volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: false }] },
      { hostNetwork: false, volumes: [{ name: 'v', emptyDir: {} }] },
    ),
  },
  {
    does: 'what is false on purpose',
    kind: 'Deployment',
    body: deployment(
      { securityContext: { privileged: false } },
      { automountServiceAccountToken: false },
    ),
  },
  {
    does: 'a job that is not paused',
    kind: 'CronJob',
    body: cronJob({ suspend: false }),
  },
  {
    does: 'no node port, and addresses that are not announced early',
    kind: 'Service',
    body: service({ nodePort: 0 }, { publishNotReadyAddresses: false }),
  },
  {
    does: 'a port that leads to itself',
    kind: 'Service',
    body: service({ targetPort: 0 }),
    gap: true,
  },
  {
    does: 'an address that is given out',
    kind: 'Service',
    body: service({}, { clusterIP: '' }),
    gap: true,
  },
  {
    does: 'no affinity of sessions',
    kind: 'Service',
    body: service({}, { sessionAffinity: '' }),
  },
  {
    does: 'a Secret of no type',
    kind: 'Secret',
    body: { type: '', data: { a: 'dA==' } },
  },
  {
    does: 'no policy for runs that overlap',
    kind: 'CronJob',
    body: cronJob({ concurrencyPolicy: '' }),
  },
  {
    does: 'secret values in the clear',
    kind: 'Secret',
    body: { type: 'Opaque', stringData: { a: 'text' } },
    gap: true,
  },
  {
    does: 'base64 in an odd spelling',
    kind: 'Secret',
    body: { type: 'Opaque', data: { a: 'dB==', b: 'dA==\n' } },
  },
  {
    does: 'a port that names no protocol',
    kind: 'Service',
    body: service({}),
  },
  {
    does: 'ports of containers that name no protocol',
    kind: 'Deployment',
    body: deployment({ ports: [{ containerPort: 80 }, { containerPort: 90 }] }),
  },
  {
    does: 'a toleration of everything',
    kind: 'Deployment',
    body: deployment({}, { tolerations: [{ key: 'a', value: 'b' }] }),
  },
  {
    does: 'ports by name, number and share',
    kind: 'Deployment',
    body: deployment(
      {
        ports: [{ containerPort: 80, name: 'http', protocol: 'TCP' }],
        readinessProbe: { httpGet: { port: 'http' } },
      },
      {},
      { strategy: { rollingUpdate: { maxSurge: '50%', maxUnavailable: 1 } } },
    ),
  },
  {
    does: 'variables in an order that is not that of their names',
    kind: 'Deployment',
    body: env({ name: 'B', value: '1' }, { name: 'A', value: '$(B)' }),
  },
];

const REFUSED: readonly Omit<Row, 'gap'>[] = [
  {
    does: 'a port of a check that is a text of digits',
    kind: 'Deployment',
    body: deployment({ readinessProbe: { tcpSocket: { port: '80' } } }),
  },
  {
    does: 'a number of instances that is a text',
    kind: 'PodDisruptionBudget',
    body: { spec: { minAvailable: '1', selector: {} } },
  },
  {
    does: 'an address without a kind of path',
    kind: 'Ingress',
    body: ingress({
      http: {
        paths: [{ backend: { service: { name: 'x', port: { number: 80 } } } }],
      },
    }),
  },
  {
    does: 'a time zone of no name',
    kind: 'CronJob',
    body: cronJob({ timeZone: '' }),
  },
  {
    does: 'a variable that is there twice, which the server calls its own fault',
    kind: 'Deployment',
    body: env({ name: 'A', value: '1' }, { name: 'A', value: '2' }),
  },
];

describe('what the API server stores in another form than it was sent in', () => {
  const test = useApplyBench();
  let rollout: Rollout;

  beforeAll(async () => {
    rollout = await test.bench.ask('forms');
  });

  function toObject({ kind, body }: Row, name: string): ChildObject {
    const { uid } = rollout.metadata;
    const labels = {
      'one-click.dev/projectId': test.bench.namespace,
      'one-click.dev/deploymentId': 'forms',
    };
    const owner = {
      apiVersion: 'one-click.dev/v1alpha1',
      kind: 'Rollout',
      name: 'forms',
      uid,
      controller: true,
    };
    return {
      apiVersion: API_VERSIONS[kind],
      kind,
      metadata: {
        name,
        namespace: test.bench.namespace,
        labels,
        ownerReferences: [owner],
      },
      ...body,
    } as unknown as ChildObject;
  }

  it.each(ROWS.map((row, index) => ({ ...row, index })))(
    'is written once, and then at rest: $does ($kind)',
    async ({ index, ...row }) => {
      const { bench } = test;
      const object = toObject(row, `row-${index}`);
      const gaps = bench.told.length;

      expect(await bench.bring(rollout, object)).toEqual({ result: 'applied' });
      const again = () => bench.bring(rollout, object);
      expect(await bench.callsOf(again)).toEqual([]);
      await bench.caughtUp();

      expect(await bench.callsOf(again)).toEqual([]);
      expect(await again()).toEqual({ result: 'unchanged' });
      expect(bench.told.slice(gaps)).toEqual(
        row.gap ? [`normaliserGap ${row.kind}`] : [],
      );
    },
  );

  it.each(REFUSED.map((row, index) => ({ ...row, index })))(
    'is refused once, and then left alone for a while: $does ($kind)',
    async ({ index, ...row }) => {
      const { bench } = test;
      const object = toObject(row, `refused-${index}`);

      const outcome = await bench.bring(rollout, object);
      expect(outcome).toMatchObject({
        result: 'refused',
        refusal: { kind: row.kind, name: `refused-${index}` },
      });
      expect(await bench.callsOf(() => bench.bring(rollout, object))).toEqual(
        [],
      );
    },
  );
});
