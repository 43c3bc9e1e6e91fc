import type { Binaries } from './binaries';
import type { CertificateRequest } from './certificates';
import type { Cluster } from './Cluster';
import type { ClusterUser } from './users';

/** What a provider of nodes is told before anything of the cluster runs. */
export interface NodeContext {
  readonly id: string;
  /** The cluster's folder; commands that name it are ended as leftovers. */
  readonly dir: string;
  readonly binaries: Binaries;
}

/** What a control plane must be, to suit the nodes that will join it. */
export interface ControlPlaneNeeds {
  /** Address the API server listens on. @defaultValue '127.0.0.1' */
  readonly bindAddress?: string;
  /** Address pods reach it by. @defaultValue the bind address */
  readonly advertiseAddress?: string;
  /** @defaultValue '10.96.0.0/16' */
  readonly serviceCidr?: string;
  /** Users the nodes log in as, such as `system:node:real-0`. */
  readonly users?: readonly ClusterUser[];
  /** Certificates to be signed by the cluster's authority, into `pki`. */
  readonly certificates?: readonly CertificateRequest[];
  /** Arguments for the API server beyond ours. */
  readonly apiServerArgs?: readonly string[];
}

/** A cluster whose control plane runs and that waits for its nodes. */
export interface NodeHost extends NodeContext {
  readonly cluster: Cluster;
  /** Folder of certificates: `ca.crt` and what was asked for. */
  readonly pki: string;
  /** Folder for logs. */
  readonly logs: string;
  /** Notes a process to be ended if the launcher gets killed. */
  readonly record: (pid: number) => void;
}

/**
 * Brings nodes of its own to a cluster. `prepare` runs before the first process
 * of the cluster, `start` once the API server is ready and must end with the
 * nodes Ready; `stop` runs before the control plane is stopped and must leave
 * nothing, also after a `start` that failed half-way; it may be called twice.
 */
export interface NodeProvider {
  prepare(context: NodeContext): Promise<ControlPlaneNeeds>;
  start(host: NodeHost): Promise<{ readonly nodes: readonly string[] }>;
  stop(): Promise<void>;
  release(): Promise<void>;
}
