import type { Cluster } from '@one-click/backstage-plugin-one-click-common';
import type { HealthContext } from '../health';

/** Knows the configured clusters and what was last seen of each. */
export interface ClusterService {
  /** In configured order. */
  list(): readonly Cluster[];
  names(): readonly string[];
  /** What the health of rollouts depends on right now. */
  health(): HealthContext;
}
