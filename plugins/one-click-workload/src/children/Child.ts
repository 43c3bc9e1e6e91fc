import type {
  V1ConfigMap,
  V1CronJob,
  V1Deployment,
  V1Ingress,
  V1PersistentVolumeClaim,
  V1PodDisruptionBudget,
  V1Secret,
  V1Service,
  V1ServiceAccount,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node';
import type { ChildMetadata } from './childMetadata';

/** The Kubernetes type of each kind a rollout has children of, in the order they are applied. */
export interface ChildTypes {
  readonly ServiceAccount: V1ServiceAccount;
  readonly PersistentVolumeClaim: V1PersistentVolumeClaim;
  readonly Secret: V1Secret;
  readonly ConfigMap: V1ConfigMap;
  readonly Deployment: V1Deployment;
  readonly Service: V1Service;
  readonly Ingress: V1Ingress;
  readonly HorizontalPodAutoscaler: V2HorizontalPodAutoscaler;
  readonly PodDisruptionBudget: V1PodDisruptionBudget;
  readonly CronJob: V1CronJob;
}

/** A kind a rollout has children of. */
export type ChildKind = keyof ChildTypes;

/** Every kind of child, in the order they are applied: what an instance needs comes before it. */
export const CHILD_KINDS = [
  'ServiceAccount',
  'PersistentVolumeClaim',
  'Secret',
  'ConfigMap',
  'Deployment',
  'Service',
  'Ingress',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'CronJob',
] as const satisfies readonly ChildKind[];

/** A child as it is applied: complete, and without anything the API server would rewrite. */
export type ChildObject<K extends ChildKind = ChildKind> = {
  [P in K]: ChildTypes[P] & {
    readonly apiVersion: string;
    readonly kind: P;
    readonly metadata: ChildMetadata;
  };
}[K];

/**
 * What becomes of a child: `owned` is applied, and deleted once the rollout no
 * longer asks for it; `kept` is applied, and outlives that; `ensured` is
 * created where it is missing and otherwise left alone, since others share it.
 */
export type ChildCare = 'owned' | 'kept' | 'ensured';

const CARE: Readonly<Partial<Record<ChildKind, ChildCare>>> = {
  ServiceAccount: 'ensured',
  PersistentVolumeClaim: 'kept',
};

/** What becomes of the children of a kind. */
export function careOf(kind: ChildKind): ChildCare {
  return CARE[kind] ?? 'owned';
}
