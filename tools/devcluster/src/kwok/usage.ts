import { KWOK_API_VERSION } from './KwokDocument';
import type { KwokDocument } from './KwokDocument';

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

/** Builds the use of simulated pods: what their annotations say, or little. */
export function buildUsage(): KwokDocument[] {
  const from = (resource: string, fallback: string) => ({
    expression: `"kwok.x-k8s.io/usage-${resource}" in pod.metadata.annotations ? Quantity(pod.metadata.annotations["kwok.x-k8s.io/usage-${resource}"]) : Quantity("${fallback}")`,
  });
  return [
    {
      apiVersion: KWOK_API_VERSION,
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
      apiVersion: KWOK_API_VERSION,
      kind: 'Metric',
      metadata: { name: 'metrics-resource' },
      spec: {
        path: '/metrics/nodes/{nodeName}/metrics/resource',
        metrics: METRICS,
      },
    },
  ];
}

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
