import type { ApiClient } from './apiClient';
import type { AuditLog } from './audit';

/** Arguments of kubectl beyond its own. */
export interface KubectlOptions {
  /** @defaultValue 'admin' */
  readonly user?: string;
  /** Standard input, as for `apply -f -`. */
  readonly input?: string;
}

/** A running cluster, as whoever uses it sees it. */
export interface ClusterAccess {
  readonly id: string;
  /** Folder of logs, kubeconfigs and all else; gone when the cluster is. */
  readonly dir: string;
  /** URL of the API server. */
  readonly server: string;
  /** Certificate of the authority to trust, base64 of PEM as in kubeconfigs. */
  readonly caData: string;
  /** Names of its nodes. */
  readonly nodes: readonly string[];
  readonly audit: AuditLog;
  /** Path of a user's kubeconfig; one's own kubeconfig is never touched. */
  kubeconfig(user: string): string;
  /** A user's bearer token; throws for a user the cluster does not have. */
  token(user: string): string;
  /** A plain client that acts as a user; close it when done. */
  client(user: string): ApiClient;
  /** Runs kubectl; throws with what it said if it fails. */
  kubectl(
    args: readonly string[],
    options?: KubectlOptions,
  ): Promise<{ readonly stdout: string; readonly stderr: string }>;
}

/** A cluster of one's own, which one may also disturb and must stop. */
export interface Cluster extends ClusterAccess {
  /** Ends the API server at once, as a crash would; the rest goes on. */
  stopApiServer(): Promise<void>;
  /** Brings the API server back at the same address; done when it is ready. */
  startApiServer(): Promise<void>;
  /** Ends everything and removes the folder. Safe to repeat. */
  stop(): Promise<void>;
}
