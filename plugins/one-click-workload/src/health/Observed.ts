import type {
  CoreV1Event,
  V1CronJob,
  V1Deployment,
  V1Ingress,
  V1Job,
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

/** What nodes have to offer: free room on the one that has most of it, and what reserves them. */
export interface FreeRoom {
  readonly cpu: string;
  readonly memory: string;
  /** Taints that keep instances away, as `key=value`, each once; at most a few. @defaultValue none */
  readonly taints?: string;
}

/** What a Secret says about the certificate in it; the key is nobody's business. */
export interface CertificateFacts {
  readonly secret: string;
  /** Names it is for; absent where there is no such Secret, or no certificate in it. */
  readonly hosts?: readonly string[];
  /** When it expires; epoch milliseconds. */
  readonly expiresAt?: number;
}

/** An ingress class of the cluster. */
export interface IngressClassFacts {
  readonly name: string;
  /** Whether it has given any Ingress an address that we know of; some controllers never say. */
  readonly gives: boolean;
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
  /** CronJobs of the rollout. @defaultValue none */
  readonly cronJobs?: readonly V1CronJob[];
  /** Runs of its jobs, by the labels `one-click.dev/jobOf` and `one-click.dev/job`. @defaultValue none */
  readonly runs?: readonly V1Job[];
  /** Pods of the runs that `findFailedRuns` named. @defaultValue none */
  readonly runPods?: readonly V1Pod[];
  /** Certificates in the Secrets that `findTlsSecrets` named, as last read. @defaultValue not known */
  readonly certificates?: readonly CertificateFacts[];
  /** All of the cluster, read where `wantsIngressClasses` says so. @defaultValue not known */
  readonly ingressClasses?: readonly IngressClassFacts[];
  /** Sampled when an instance first found no room. */
  readonly largestFree?: FreeRoom | undefined;
}
