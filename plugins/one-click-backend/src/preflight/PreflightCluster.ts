import type {
  V1PersistentVolumeClaim,
  V1Pod,
  V1ResourceQuota,
} from '@kubernetes/client-node';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ChildObject } from '@one-click/backstage-plugin-one-click-workload';

/** Names one object of a namespace. */
export interface PlacedName {
  readonly namespace: string;
  readonly name: string;
}

/** The CR that a save would apply. */
export interface TriedRollout extends PlacedName {
  readonly spec: RolloutSpecInput;
}

/** An object that exists, as far as it matters whose it is. */
export interface Present {
  readonly labels: Readonly<Record<string, string>>;
  /** Who owns it, such as `Rollout shop`; absent where nobody does. */
  readonly owner: string | undefined;
  readonly ownerUid: string | undefined;
}

/** What a cluster offers to choose from. */
export interface ClassNames {
  readonly ingress: readonly ClassName[];
  readonly storage: readonly (ClassName & { readonly canGrow: boolean })[];
}
export interface ClassName {
  readonly name: string;
  readonly isDefault: boolean;
}

export interface ClusterCall {
  readonly signal: AbortSignal;
}

/** Kinds that a spec refers to by name. */
export type ReferredKind = 'Secret' | 'ConfigMap' | 'PersistentVolumeClaim';

/**
 * What a pre-flight asks one cluster. Nothing is ever written: tries are dry
 * runs. Every method rejects with a `KubeError` where the cluster refuses or
 * does not answer.
 */
export interface PreflightCluster {
  /** What the namespace is like; `undefined` where there is none. */
  findNamespace(
    name: string,
    call: ClusterCall,
  ): Promise<
    | {
        readonly isDeleting: boolean;
        /** The project that is written on it. */
        readonly projectId: string | undefined;
      }
    | undefined
  >;
  findRolloutUid(
    ref: PlacedName,
    call: ClusterCall,
  ): Promise<string | undefined>;
  /** Warnings of the cluster about the CR, as a save would apply it. */
  tryRollout(
    rollout: TriedRollout,
    call: ClusterCall,
  ): Promise<readonly string[]>;
  /** Warnings of the cluster about a child, as the operator would apply it. */
  tryChild(child: ChildObject, call: ClusterCall): Promise<readonly string[]>;
  /** The pod with all that the cluster adds to it. */
  tryPod(
    pod: V1Pod,
    call: ClusterCall,
  ): Promise<{ readonly pod: V1Pod; readonly warnings: readonly string[] }>;
  findPresent(
    child: ChildObject,
    call: ClusterCall,
  ): Promise<Present | undefined>;
  findClaim(
    ref: PlacedName,
    call: ClusterCall,
  ): Promise<V1PersistentVolumeClaim | undefined>;
  /** Pods that a rollout runs, those of its jobs left out. */
  listPods(ref: PlacedName, call: ClusterCall): Promise<readonly V1Pod[]>;
  listQuotas(
    namespace: string,
    call: ClusterCall,
  ): Promise<readonly V1ResourceQuota[]>;
  readClasses(call: ClusterCall): Promise<ClassNames>;
  exists(
    kind: ReferredKind,
    ref: PlacedName,
    call: ClusterCall,
  ): Promise<boolean>;
}
