import { SIMULATED_NODE_ANNOTATION } from './componentArgs';
import {
  DEFAULT_STORAGE_CLASS,
  FIXED_STORAGE_CLASS,
  SIMULATED_PROVISIONER,
} from './kwok/volumeStages';
import type { KubeObject } from './objects';
import { CLUSTER_USERS } from './users';

/** Name of the default ingress class. */
export const INGRESS_CLASS = 'one-click';

/** Namespace of what the suite itself runs. */
export const SYSTEM_NAMESPACE = 'one-click-system';

// Room for any fleet that two cores can simulate, yet little enough for a
// request of 1,000 CPUs to fit nowhere.
const NODE_CAPACITY = {
  cpu: '500',
  memory: '2Ti',
  'ephemeral-storage': '2Ti',
  pods: '5000',
};

/** Names of the simulated nodes. */
export function simulatedNodeNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `sim-${index}`);
}

/** Builds what every cluster has besides what Kubernetes itself makes. */
export function buildFurnishing(nodes: readonly string[]): KubeObject[] {
  return [
    buildStorageClass(DEFAULT_STORAGE_CLASS, { isDefault: true, grows: true }),
    buildStorageClass(FIXED_STORAGE_CLASS, { isDefault: false, grows: false }),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: {
        name: INGRESS_CLASS,
        annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' },
      },
      spec: { controller: 'one-click.dev/devcluster-ingress' },
    },
    ...nodes.map(buildNode),
    ...[
      CLUSTER_USERS.backend,
      CLUSTER_USERS.operator,
      CLUSTER_USERS.viewer,
    ].map(({ name }) => buildBinding(name)),
    ...[CLUSTER_USERS.backend, CLUSTER_USERS.operator].map(({ name }) =>
      buildSystemBinding(name),
    ),
  ];
}

/** Builds the namespace that must be there before what is in it. */
export function buildSystemNamespace(): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: SYSTEM_NAMESPACE },
  };
}

/** Builds what makes metrics.k8s.io lead to metrics-server on a local port. */
export function buildMetricsApi(options: {
  readonly port: number;
  /** Base64 of the authority that signed metrics-server's certificate. */
  readonly caBundle: string;
}): KubeObject[] {
  const service = { namespace: 'kube-system', name: 'metrics-server' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: service,
      spec: { type: 'ExternalName', externalName: 'localhost' },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1beta1.metrics.k8s.io' },
      spec: {
        service: { ...service, port: options.port },
        group: 'metrics.k8s.io',
        version: 'v1beta1',
        caBundle: options.caBundle,
        groupPriorityMinimum: 100,
        versionPriority: 100,
      },
    },
  ];
}

function buildStorageClass(
  name: string,
  options: { readonly isDefault: boolean; readonly grows: boolean },
): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name,
      annotations: {
        'storageclass.kubernetes.io/is-default-class': String(
          options.isDefault,
        ),
      },
    },
    provisioner: SIMULATED_PROVISIONER,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: options.grows,
  };
}

function buildNode(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: {
        [SIMULATED_NODE_ANNOTATION]: 'fake',
        // kwok plays all nodes on one port and tells them apart by the path.
        'metrics.k8s.io/resource-metrics-path': `/metrics/nodes/${name}/metrics/resource`,
      },
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node-kind': 'simulated',
      },
    },
    status: { capacity: NODE_CAPACITY, allocatable: NODE_CAPACITY },
  };
}

const RBAC = 'rbac.authorization.k8s.io';

// The shipped roles, bound as the chart would bind them to service accounts.
function buildBinding(user: string): KubeObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: `devcluster:${user}` },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: user },
    subjects: [{ apiGroup: RBAC, kind: 'User', name: user }],
  };
}

// What they hold beside the operator's Lease alone.
function buildSystemBinding(user: string): KubeObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name: `devcluster:${user}`, namespace: SYSTEM_NAMESPACE },
    roleRef: { apiGroup: RBAC, kind: 'Role', name: user },
    subjects: [{ apiGroup: RBAC, kind: 'User', name: user }],
  };
}
