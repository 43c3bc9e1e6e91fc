import type { PodTraits } from './clusterObjects';

/** A pod that did not come up, as seen on a real node, and what is to be said of it. */
export interface RecordedPod {
  /** What Kubernetes was made to meet. */
  readonly case: string;
  readonly pod: PodTraits;
  readonly events?: readonly (readonly [reason: string, message: string])[];
  readonly id: string;
  readonly params?: Record<string, string>;
  readonly sentence?: string;
}
