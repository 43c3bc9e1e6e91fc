/**
 * What rollouts may ask for, as the platform team sets it. A list that is
 * absent allows anything. Names may end in `*`.
 *
 * Privileged containers, capabilities that amount to them, and unconfined
 * system calls are never allowed, whatever the lists say; host paths and host
 * namespaces no rollout can ask for to begin with.
 */
export interface GuardRails {
  /** Where images may come from: `ghcr.io`, or with the start of a path `ghcr.io/acme`. */
  readonly registries?: readonly string[];
  /** Service accounts that may be named; the `default` one is always allowed. */
  readonly serviceAccounts?: readonly string[];
  /** Ingress classes; an empty name is the cluster's default one. */
  readonly ingressClasses?: readonly string[];
  /** Keys of annotations an Ingress may carry. */
  readonly ingressAnnotations?: readonly string[];
  /** Storage classes; an empty name is the cluster's default one. */
  readonly storageClasses?: readonly string[];
}

/** One way in which a rollout asks for more than is allowed. */
export interface GuardRailProblem {
  /** Path such as `spec.image`. */
  readonly field: string;
  /** What is wrong and what is allowed; goes on from the field. */
  readonly why: string;
}
