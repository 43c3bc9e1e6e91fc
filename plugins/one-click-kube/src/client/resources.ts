import type {
  CoreV1Event,
  NodeMetric,
  PodMetric,
  V1ClusterRole,
  V1ClusterRoleBinding,
  V1ConfigMap,
  V1CronJob,
  V1CustomResourceDefinition,
  V1Deployment,
  V1EndpointSlice,
  V1Ingress,
  V1IngressClass,
  V1Job,
  V1Lease,
  V1LimitRange,
  V1Namespace,
  V1NetworkPolicy,
  V1Node,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
  V1Pod,
  V1PodDisruptionBudget,
  V1ReplicaSet,
  V1ResourceQuota,
  V1Role,
  V1RoleBinding,
  V1Secret,
  V1Service,
  V1ServiceAccount,
  V1StorageClass,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { defineResource } from './Resource';
import type { KubeObject, Resource } from './Resource';

type Name = readonly [group: string, plural: string, kind: string];

function namespaced<T extends KubeObject>(
  [group, plural, kind]: Name,
  version = 'v1',
): Resource<T> {
  return defineResource<T>({ group, version, plural, kind, namespaced: true });
}

function clusterWide<T extends KubeObject>(
  [group, plural, kind]: Name,
  version = 'v1',
): Resource<T> {
  return defineResource<T>({ group, version, plural, kind, namespaced: false });
}

const RBAC = 'rbac.authorization.k8s.io';

/** The kinds One-Click speaks of. Another kind is one `defineResource` away. */
export const resources = {
  configMaps: namespaced<V1ConfigMap>(['', 'configmaps', 'ConfigMap']),
  events: namespaced<CoreV1Event>(['', 'events', 'Event']),
  limitRanges: namespaced<V1LimitRange>(['', 'limitranges', 'LimitRange']),
  namespaces: clusterWide<V1Namespace>(['', 'namespaces', 'Namespace']),
  nodes: clusterWide<V1Node>(['', 'nodes', 'Node']),
  persistentVolumeClaims: namespaced<V1PersistentVolumeClaim>([
    '',
    'persistentvolumeclaims',
    'PersistentVolumeClaim',
  ]),
  persistentVolumes: clusterWide<V1PersistentVolume>([
    '',
    'persistentvolumes',
    'PersistentVolume',
  ]),
  pods: namespaced<V1Pod>(['', 'pods', 'Pod']),
  resourceQuotas: namespaced<V1ResourceQuota>([
    '',
    'resourcequotas',
    'ResourceQuota',
  ]),
  secrets: namespaced<V1Secret>(['', 'secrets', 'Secret']),
  serviceAccounts: namespaced<V1ServiceAccount>([
    '',
    'serviceaccounts',
    'ServiceAccount',
  ]),
  services: namespaced<V1Service>(['', 'services', 'Service']),

  deployments: namespaced<V1Deployment>(['apps', 'deployments', 'Deployment']),
  replicaSets: namespaced<V1ReplicaSet>(['apps', 'replicasets', 'ReplicaSet']),

  horizontalPodAutoscalers: namespaced<V2HorizontalPodAutoscaler>(
    ['autoscaling', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler'],
    'v2',
  ),

  cronJobs: namespaced<V1CronJob>(['batch', 'cronjobs', 'CronJob']),
  jobs: namespaced<V1Job>(['batch', 'jobs', 'Job']),

  leases: namespaced<V1Lease>(['coordination.k8s.io', 'leases', 'Lease']),

  customResourceDefinitions: clusterWide<V1CustomResourceDefinition>([
    'apiextensions.k8s.io',
    'customresourcedefinitions',
    'CustomResourceDefinition',
  ]),

  endpointSlices: namespaced<V1EndpointSlice>([
    'discovery.k8s.io',
    'endpointslices',
    'EndpointSlice',
  ]),

  nodeMetrics: clusterWide<NodeMetric>(
    ['metrics.k8s.io', 'nodes', 'NodeMetrics'],
    'v1beta1',
  ),
  podMetrics: namespaced<PodMetric>(
    ['metrics.k8s.io', 'pods', 'PodMetrics'],
    'v1beta1',
  ),

  ingressClasses: clusterWide<V1IngressClass>([
    'networking.k8s.io',
    'ingressclasses',
    'IngressClass',
  ]),
  ingresses: namespaced<V1Ingress>([
    'networking.k8s.io',
    'ingresses',
    'Ingress',
  ]),
  networkPolicies: namespaced<V1NetworkPolicy>([
    'networking.k8s.io',
    'networkpolicies',
    'NetworkPolicy',
  ]),

  podDisruptionBudgets: namespaced<V1PodDisruptionBudget>([
    'policy',
    'poddisruptionbudgets',
    'PodDisruptionBudget',
  ]),

  clusterRoleBindings: clusterWide<V1ClusterRoleBinding>([
    RBAC,
    'clusterrolebindings',
    'ClusterRoleBinding',
  ]),
  clusterRoles: clusterWide<V1ClusterRole>([
    RBAC,
    'clusterroles',
    'ClusterRole',
  ]),
  roleBindings: namespaced<V1RoleBinding>([
    RBAC,
    'rolebindings',
    'RoleBinding',
  ]),
  roles: namespaced<V1Role>([RBAC, 'roles', 'Role']),

  storageClasses: clusterWide<V1StorageClass>([
    'storage.k8s.io',
    'storageclasses',
    'StorageClass',
  ]),

  rollouts: namespaced<Rollout>(
    ['one-click.dev', 'rollouts', 'Rollout'],
    'v1alpha1',
  ),
} as const;
