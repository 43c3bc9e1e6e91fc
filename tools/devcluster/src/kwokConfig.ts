import { buildPodStages } from './kwokStages';
import type { KwokDocument } from './kwokStages';

/** Name of the default storage class; its claims bind at once and may grow. */
export const DEFAULT_STORAGE_CLASS = 'standard';

/** Name of the storage class whose claims never grow. */
export const FIXED_STORAGE_CLASS = 'fixed-size';

/** Provisioner of the simulated storage classes. */
export const SIMULATED_PROVISIONER = 'kwok.x-k8s.io/volume';

const API_VERSION = 'kwok.x-k8s.io/v1alpha1';
const OURS = `has(self.spec.storageClassName) && self.spec.storageClassName in ['${DEFAULT_STORAGE_CLASS}', '${FIXED_STORAGE_CLASS}']`;

// Well under the 50 s after which a silent node counts as lost.
const HEARTBEAT_MS = [15_000, 20_000] as const;

/** Builds kwok's configuration file: documents of JSON, which is YAML. */
export function buildKwokConfig(options: {
  readonly volumes: string;
  readonly logFile: string;
}): string {
  const documents: KwokDocument[] = [
    ...buildNodeStages(),
    ...buildPodStages(),
    ...buildVolumeStages(options.volumes),
    ...buildUsage(),
    buildLogs(options.logFile),
  ];
  return documents
    .map(document => JSON.stringify(document, undefined, 1))
    .join('\n---\n');
}

/** Builds the lines a simulated container seems to have printed. */
export function buildSimulatedLog(): string {
  const lines = ['simulated container started', 'listening on port 8080'];
  const at = '2026-01-01T00:00:00.000000000Z';
  return lines.map(line => `${at} stdout F ${line}\n`).join('');
}

function buildNodeStages(): KwokDocument[] {
  const ready = '.status.conditions.[] | select( .type == "Ready" ) | .status';
  const isReady = (operator: string) => ({
    matchExpressions: [{ jq: { key: ready, operator, values: ['True'] } }],
  });
  const [from, to] = HEARTBEAT_MS;
  return [
    stage('node-initialize', 'Node', {
      selector: isReady('NotIn'),
      steps: [nodeStatus(`${NODE_CONDITIONS}\n${NODE_FACTS}`)],
    }),
    stage('node-heartbeat', 'Node', {
      selector: isReady('In'),
      delay: { durationMilliseconds: from, jitterDurationMilliseconds: to },
      steps: [nodeStatus(`${NODE_CONDITIONS}\n${NODE_FACTS}`)],
      immediateNextStage: true,
    }),
  ];
}

// Provision as an external provisioner does: make the volume for the claim, and
// leave the binding to Kubernetes' own controller.
function buildVolumeStages(folder: string): KwokDocument[] {
  return [
    stage('claim-provision', 'PersistentVolumeClaim', {
      ...when(
        OURS,
        '!has(self.metadata.deletionTimestamp)',
        '!has(self.spec.volumeName)',
      ),
      steps: [{ apply: { template: volumeTemplate(folder) } }],
    }),
    stage('claim-grow', 'PersistentVolumeClaim', {
      ...when(
        OURS,
        "self.status.phase == 'Bound'",
        'self.spec.resources.requests.storage != self.status.capacity.storage',
      ),
      steps: [
        { apply: { template: volumeTemplate(folder) } },
        {
          patch: {
            root: 'status',
            subresource: 'status',
            template:
              'capacity: { storage: {{ .spec.resources.requests.storage | Quote }} }',
          },
        },
      ],
    }),
    stage('volume-delete', 'PersistentVolume', {
      ...when(
        OURS,
        '!has(self.metadata.deletionTimestamp)',
        "self.spec.persistentVolumeReclaimPolicy == 'Delete'",
        "self.status.phase == 'Released'",
      ),
      steps: [{ delete: true }],
    }),
  ];
}

function buildUsage(): KwokDocument[] {
  const from = (resource: string, fallback: string) => ({
    expression: `"kwok.x-k8s.io/usage-${resource}" in pod.metadata.annotations ? Quantity(pod.metadata.annotations["kwok.x-k8s.io/usage-${resource}"]) : Quantity("${fallback}")`,
  });
  return [
    {
      apiVersion: API_VERSION,
      kind: 'ClusterResourceUsage',
      metadata: { name: 'usage' },
      spec: {
        usages: [
          {
            usage: { cpu: from('cpu', '10m'), memory: from('memory', '32Mi') },
          },
        ],
      },
    },
    {
      apiVersion: API_VERSION,
      kind: 'Metric',
      metadata: { name: 'metrics-resource' },
      spec: {
        path: '/metrics/nodes/{nodeName}/metrics/resource',
        metrics: METRICS,
      },
    },
  ];
}

function buildLogs(logsFile: string): KwokDocument {
  return {
    apiVersion: API_VERSION,
    kind: 'ClusterLogs',
    metadata: { name: 'logs' },
    spec: { logs: [{ logsFile, previousLogsFile: logsFile, follow: false }] },
  };
}

function stage(name: string, kind: string, spec: object): KwokDocument {
  return {
    apiVersion: API_VERSION,
    kind: 'Stage',
    metadata: { name },
    spec: { resourceRef: { apiGroup: 'v1', kind }, ...spec },
  };
}

function when(...expressions: readonly string[]) {
  const matchExpressions = expressions.map(expression => ({
    cel: { expression },
  }));
  return { selector: { matchExpressions } };
}

function nodeStatus(template: string): object {
  return { patch: { root: 'status', subresource: 'status', template } };
}

function volumeTemplate(folder: string): string {
  return `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: pvc-{{ .metadata.uid }}
  annotations:
    pv.kubernetes.io/provisioned-by: ${SIMULATED_PROVISIONER}
spec:
  accessModes:
{{ range .spec.accessModes }}
  - {{ . }}
{{ end }}
  capacity:
    storage: {{ .spec.resources.requests.storage | Quote }}
  persistentVolumeReclaimPolicy: Delete
  storageClassName: {{ .spec.storageClassName | Quote }}
  volumeMode: {{ or .spec.volumeMode "Filesystem" | Quote }}
  claimRef:
    apiVersion: v1
    kind: PersistentVolumeClaim
    name: {{ .metadata.name | Quote }}
    namespace: {{ .metadata.namespace | Quote }}
    uid: {{ .metadata.uid | Quote }}
  hostPath:
    path: ${folder}/pvc-{{ .metadata.uid }}
    type: DirectoryOrCreate
`;
}

const NODE_CONDITIONS = `
{{ $now := Now }}
{{ $since := or .metadata.creationTimestamp $now }}
conditions:
{{ range NodeConditions }}
- type: {{ .type | Quote }}
  status: {{ .status | Quote }}
  reason: {{ .reason | Quote }}
  message: {{ .message | Quote }}
  lastHeartbeatTime: {{ $now | Quote }}
  lastTransitionTime: {{ $since | Quote }}
{{ end }}`;

// Repeated with every heartbeat, so that nodes of a kept cluster learn the port
// that kwok listens on this time.
const NODE_FACTS = `
addresses:
- type: InternalIP
  address: {{ NodeIP | Quote }}
- type: Hostname
  address: {{ .metadata.name | Quote }}
daemonEndpoints:
  kubeletEndpoint:
    Port: {{ NodePort }}
nodeInfo:
  architecture: amd64
  bootID: ""
  containerRuntimeVersion: {{ printf "kwok-%s" Version }}
  kernelVersion: {{ printf "kwok-%s" Version }}
  kubeProxyVersion: {{ printf "kwok-%s" Version }}
  kubeletVersion: {{ printf "kwok-%s" Version }}
  machineID: ""
  operatingSystem: linux
  osImage: simulated
  systemUUID: ""
phase: Running`;

const POD_LABELS = [
  { name: 'namespace', value: 'pod.metadata.namespace' },
  { name: 'pod', value: 'pod.metadata.name' },
];
const CONTAINER_LABELS = [
  { name: 'container', value: 'container.name' },
  ...POD_LABELS,
];

// The part of a kubelet's /metrics/resource that metrics-server reads.
const METRICS = [
  gauge('container', 'container_start_time_seconds', 'pod.SinceSecond()'),
  counter(
    'container',
    'container_cpu_usage_seconds_total',
    'pod.CumulativeUsage("cpu", container.name)',
  ),
  gauge(
    'container',
    'container_memory_working_set_bytes',
    'pod.Usage("memory", container.name)',
  ),
  counter('pod', 'pod_cpu_usage_seconds_total', 'pod.CumulativeUsage("cpu")'),
  gauge('pod', 'pod_memory_working_set_bytes', 'pod.Usage("memory")'),
  counter(
    'node',
    'node_cpu_usage_seconds_total',
    'node.CumulativeUsage("cpu")',
  ),
  gauge('node', 'node_memory_working_set_bytes', 'node.Usage("memory")'),
];

type Dimension = 'container' | 'pod' | 'node';

function gauge(dimension: Dimension, name: string, value: string) {
  return metric('gauge', { dimension, name, value });
}

function counter(dimension: Dimension, name: string, value: string) {
  return metric('counter', { dimension, name, value });
}

function metric(
  kind: 'gauge' | 'counter',
  of: {
    readonly dimension: Dimension;
    readonly name: string;
    readonly value: string;
  },
) {
  const labels = {
    container: CONTAINER_LABELS,
    pod: POD_LABELS,
    node: [],
  }[of.dimension];
  return { kind, help: of.name, labels, ...of };
}
