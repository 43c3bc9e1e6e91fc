/** Files that let one account into a cluster. */
export interface ClusterCredentials {
  /** The API server, such as `https://127.0.0.1:6443`. */
  readonly url: string;
  readonly caFile: string;
  readonly tokenFile: string;
}

/** A cluster the portal can be started with. */
export interface PortalCluster {
  /** A DNS label; projects are stored under it. */
  readonly name: string;
  readonly title: string;
  /** The backend's own account. */
  readonly backend: ClusterCredentials;
  /** The operator's own account. */
  readonly operator: ClusterCredentials;
  /** What to tell whoever started it, a line each. */
  readonly hints: readonly string[];
  /** Ends what was started for it; the cluster of somebody else stays. */
  stop(): Promise<void>;
}
