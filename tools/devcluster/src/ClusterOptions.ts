import type { ClusterUser } from './users';

/** What may differ between clusters. */
export interface ClusterOptions {
  /**
   * How many nodes are simulated, or one real node instead (Linux, root,
   * containerd). @defaultValue 2
   */
  readonly nodes?: number | 'real';
  /** Whether the suite's own CRDs are installed. @defaultValue true */
  readonly crds?: boolean;
  /** Users besides those every cluster has. */
  readonly users?: readonly ClusterUser[];
  /**
   * Folder that keeps what the cluster holds from one start to the next; for
   * one cluster at a time. @defaultValue none: all is gone after `stop`
   */
  readonly dataDir?: string;
  /** Told what goes on, a line at a time. @defaultValue writes to stderr */
  readonly report?: (message: string) => void;
}
