import type { Cluster } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Watch,
  WatchHandlers,
} from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterFacts } from '../clusters/ClusterStore';
import type { LiveRollout } from './LiveRollout';

/** Names a CR. */
export interface CrRef {
  readonly namespace: string;
  readonly name: string;
}

/** The namespace that a project wants. */
export interface NamespaceRequest {
  readonly namespace: string;
  /** Written on the namespace: what shows that it is ours. */
  readonly projectId: string;
  readonly projectName: string;
  /** The namespace that is known to be ours; absent before it was made. */
  readonly uid: string | undefined;
  /** Whether it was there before the project: then it is marked, and never made. */
  readonly isAdopted?: boolean | undefined;
}

/** The CR that a revision wants. */
export interface ApplyRequest extends CrRef {
  readonly spec: RolloutSpecInput;
  readonly revision: number;
  /** Whether the CR is labelled as waiting in the bin; the label goes where not. */
  readonly isBinned?: boolean | undefined;
  /** The CR as it was just read: another one is not touched. Absent where there is none. */
  readonly live: LiveRollout | undefined;
}

export interface GatewayCall {
  readonly signal?: AbortSignal | undefined;
}

/** A namespace of the wanted name exists, and is not this project's. */
export class NamespaceTakenError extends Error {
  readonly namespace: string;
  /** What the namespace says about its owner. */
  readonly owner: string;

  constructor(namespace: string, owner: string) {
    super(
      `Namespace '${namespace}' exists and belongs to ${owner}: it is left alone`,
    );
    this.name = 'NamespaceTakenError';
    this.namespace = namespace;
    this.owner = owner;
  }
}

/**
 * The only door to one cluster. Every method rejects with a `KubeError` where
 * the cluster refuses or does not answer; all may be repeated without harm.
 */
export interface KubeGateway {
  /**
   * Makes sure of a project's namespace and of our rights in it; resolves to
   * its uid. Throws NamespaceTakenError for one that is not the project's.
   */
  ensureNamespace(
    request: NamespaceRequest,
    call?: GatewayCall,
  ): Promise<string>;
  /** Tells apart what guards namespaces here; see `guardNamespace`. */
  readonly policy: string;
  /** Makes the quota, limits and network policy of a project's namespace what the configuration says. */
  guardNamespace(namespace: string, call?: GatewayCall): Promise<void>;
  findRollout(ref: CrRef, call?: GatewayCall): Promise<LiveRollout | undefined>;
  listRollouts(
    namespace: string,
    call?: GatewayCall,
  ): Promise<readonly LiveRollout[]>;
  /**
   * Makes the CR's spec exactly the given one, whoever owned its fields.
   * Rejects with KubeConflictError where the CR changed since it was read.
   */
  applyRollout(request: ApplyRequest, call?: GatewayCall): Promise<LiveRollout>;
  /** Keeps handlers told of all CRs of the cluster; none holds a plaintext secret. */
  watchRollouts(handlers: WatchHandlers<LiveRollout>): Watch;
  readFacts(call?: GatewayCall): Promise<ClusterFacts>;
  /** Whether the operator holds its lease; `unknown` where there is none or we may not look. */
  readOperator(call?: GatewayCall): Promise<Cluster['operator']>;
  close(): Promise<void>;
}
