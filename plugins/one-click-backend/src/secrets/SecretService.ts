import type {
  RolloutSecrets,
  Saved,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutChange, RolloutRequest } from '../rollouts/RolloutService';

/** Tells which secrets there are, and moves those that are readable. */
export interface SecretService {
  /** Of a revision, or of the newest. Throws NotFoundError. */
  get(
    request: RolloutRequest & { readonly revision?: number | undefined },
  ): Promise<RolloutSecrets>;
  /**
   * Moves what is readable in the cluster's Rollout into a Secret, as a new
   * revision, and takes kubectl's copy of the manifest off. Throws
   * ClusterAwayError.
   */
  move(request: RolloutChange): Promise<Saved>;
}
