import type {
  Cluster,
  ClusterDetail,
} from '@one-click/backstage-plugin-one-click-common';
import type { HealthContext } from '../health';

/** Knows the configured clusters and what was last seen of each. */
export interface ClusterService {
  /** In configured order. */
  list(): readonly Cluster[];
  /** All that is known of a cluster, however old. Throws NotFoundError for one that is not configured. */
  get(name: string): ClusterDetail;
  names(): readonly string[];
  /** What the health of rollouts depends on right now. */
  health(): HealthContext;
}
