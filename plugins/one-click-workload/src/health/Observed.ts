import type {
  CoreV1Event,
  V1Deployment,
  V1Ingress,
  V1PersistentVolumeClaim,
  V1Pod,
  V1ReplicaSet,
  V1Service,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node';

/** One field the API server holds something against. */
export interface RefusedField {
  /** JSON path such as `spec.template.spec.containers[0].image`; empty for the whole object. */
  readonly field: string;
  readonly message: string;
}

/** A child the cluster did not take, or that belongs to somebody else. */
export interface Refusal {
  readonly kind: string;
  readonly name: string;
  /** The cluster's own words. */
  readonly message: string;
  /** Which fields it is about, where the API server says so. */
  readonly fields?: readonly RefusedField[];
  /** Whose the object is; it exists and is left alone. */
  readonly ownedBy?: string;
}

/** Free room on the node that has most of it. */
export interface FreeRoom {
  readonly cpu: string;
  readonly memory: string;
}

/** All that the operator knows of one rollout's objects. Times may be texts, as the API hands them out. */
export interface Observed {
  readonly deployment?: V1Deployment | undefined;
  /** ReplicaSets of the Deployment. */
  readonly replicaSets: readonly V1ReplicaSet[];
  /** Pods with the rollout's labels. */
  readonly pods: readonly V1Pod[];
  readonly services: readonly V1Service[];
  readonly ingresses: readonly V1Ingress[];
  readonly claims: readonly V1PersistentVolumeClaim[];
  readonly autoscaler?: V2HorizontalPodAutoscaler | undefined;
  /** Events of objects that `findStuckObjects` named, as last read. */
  readonly events: readonly CoreV1Event[];
  readonly refusals: readonly Refusal[];
  /** Sampled when an instance first found no room. */
  readonly largestFree?: FreeRoom | undefined;
}
