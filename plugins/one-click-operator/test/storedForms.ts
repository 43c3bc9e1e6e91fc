import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';
import {
  autoscaler,
  claim,
  cronJob,
  deployment,
  env,
  ingress,
  limits,
  service,
} from './looseObjects';

/** A child in a form that the API server does not store. */
export interface StoredForm {
  readonly does: string;
  readonly kind: ChildKind;
  /** Everything but identity, as sent. */
  readonly body: Readonly<Record<string, unknown>>;
  /** It is stored in a form the comparison does not know: told by what was stored. */
  readonly gap?: true;
}

/** Forms it takes for what it stores instead. */
export const STORED_FORMS: readonly StoredForm[] = [
  ...[['1000m'], ['1.0'], [1], ['0.5'], [0.1], ['0.0001'], ['1e3']].map(
    ([cpu]): StoredForm => ({
      does: `a CPU of ${JSON.stringify(cpu)}`,
      kind: 'Deployment',
      body: limits(cpu),
    }),
  ),
  ...['1024Mi', '1.5Gi', '100.5Mi', '1000M', '1e9', '134217728', 1e9].map(
    (memory): StoredForm => ({
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

/** Forms it refuses. */
export const REFUSED_FORMS: readonly Omit<StoredForm, 'gap'>[] = [
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
