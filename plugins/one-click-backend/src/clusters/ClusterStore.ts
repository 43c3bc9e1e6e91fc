import type {
  Cluster,
  ClusterDetail,
} from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';

/** What a cluster offers; what was never read is absent. */
export type ClusterFacts = Partial<
  Pick<
    ClusterDetail,
    | 'ingressClasses'
    | 'storageClasses'
    | 'version'
    | 'nodes'
    | 'hasMetrics'
    | 'factsAt'
    | 'gaps'
  >
>;

/** What was last known of a cluster. */
export interface ClusterRecord {
  readonly name: string;
  readonly state: Cluster['state'];
  readonly since: Instant;
  /** When its watch last proved to be alive. */
  readonly contactAt: Instant | undefined;
  readonly operator: Cluster['operator'];
  readonly facts: ClusterFacts | undefined;
}

/** Keeps what was last known of clusters. */
export interface ClusterStore {
  put(cluster: ClusterRecord): Promise<void>;
  list(): Promise<readonly ClusterRecord[]>;
}
