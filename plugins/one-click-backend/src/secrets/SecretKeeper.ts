import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { Instant } from '../storage/Instant';
import type { PreparedSecrets } from './PreparedSecrets';
import type { SecretsOrder } from './SecretsOrder';

/** A save that changes secrets. */
export interface SecretsRequest {
  readonly project: ProjectRecord;
  readonly rollout: string;
  /** The draft, without values. */
  readonly spec: RolloutSpecInput;
  readonly orders: readonly SecretsOrder[];
  readonly actor: string;
  readonly at: Instant;
}

/** A way back to an old revision. */
export interface RestoreRequest {
  readonly project: ProjectRecord;
  readonly rollout: string;
  readonly revision: number;
}

/** Takes care of values before a save's transaction, and of nothing else. */
export interface SecretKeeper {
  /**
   * Brings values into the cluster, then saves. Does so again where somebody
   * else changed secrets meanwhile; throws SaveConflictError where these were
   * the same ones, and ClusterAwayError where there are new values and no
   * cluster.
   */
  around<T>(
    request: SecretsRequest,
    save: (prepared: PreparedSecrets | undefined) => Promise<T>,
  ): Promise<T>;
  /** Throws UnacceptableError where an old revision's values are gone from the cluster; while that is away, the save waits for it. */
  requireRestorable(request: RestoreRequest): Promise<void>;
}
