/** An object as it stands in the cluster. */
export interface FoundObject {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  /** The rollout whose label it carries. */
  readonly rollout: string | undefined;
  readonly isDeleting: boolean;
  readonly finalizers: readonly string[];
  /** Whether the cluster collects it once another object is gone. */
  readonly isOwned: boolean;
}

/** A claim, with what it holds. */
export interface FoundClaim extends FoundObject {
  /** As the cluster says, such as `10Gi`. */
  readonly size: string;
  readonly storageClass: string | undefined;
  readonly phase: string;
  /** Pods that mount it. */
  readonly usedBy: readonly string[];
}

/** All that exists of a rollout, or in a namespace, at a moment. */
export interface Inventory {
  /** Claims included; by kind, then by name. */
  readonly objects: readonly FoundObject[];
  readonly claims: readonly FoundClaim[];
  /** Pods that are ready. */
  readonly instances: number;
}

/** A namespace, and whose it says it is. */
export interface FoundNamespace {
  readonly uid: string;
  /** The project that is written on it. */
  readonly projectId: string | undefined;
  /** Whether it carries the label of namespaces that we made. */
  readonly isOurs: boolean;
  readonly isDeleting: boolean;
  /** What keeps it from going, in the cluster's words. */
  readonly holdups: readonly string[];
}

/** What we may delete ourselves; the cluster collects the rest. */
export type RemovableKind =
  | 'Namespace'
  | 'PersistentVolumeClaim'
  | 'Rollout'
  | 'Secret';

export interface Removal {
  readonly kind: RemovableKind;
  /** The namespace it is in; its own name for a namespace. */
  readonly namespace: string;
  readonly name: string;
  /** Only that very object is deleted. */
  readonly uid: string;
}

export interface ContentsCall {
  readonly signal?: AbortSignal | undefined;
}

/** Looks at what exists in one cluster, and deletes it. Rejects with a KubeError where the cluster refuses or does not answer. */
export interface ClusterContents {
  /** What carries a rollout's labels; without one, all that is in the namespace. */
  list(
    place: {
      readonly namespace: string;
      readonly rollout?: string | undefined;
    },
    call?: ContentsCall,
  ): Promise<Inventory>;
  findNamespace(
    name: string,
    call?: ContentsCall,
  ): Promise<FoundNamespace | undefined>;
  /** Done when the server accepted; nothing happens where the object is gone or another has its name. */
  remove(removal: Removal, call?: ContentsCall): Promise<void>;
  /** Takes our marks off a namespace that was there before its project. */
  release(namespace: string, call?: ContentsCall): Promise<void>;
}
