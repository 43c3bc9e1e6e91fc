import type {
  ClusterContents,
  FoundClaim,
  FoundNamespace,
  FoundObject,
  Inventory,
  Removal,
} from '../src/bin/ClusterContents';

/** What exists in a cluster in memory; what is deleted is gone at once unless something holds it. */
export class FakeClusterContents implements ClusterContents {
  /** Each deletion, such as `Secret oc-shop/web-secrets-1`. */
  readonly removals: string[] = [];
  readonly released: string[] = [];
  readonly #namespaces = new Map<string, FoundNamespace>();
  readonly #objects = new Map<string, FoundObject & { at: string }>();
  readonly #claims = new Map<string, FoundClaim>();
  readonly #held = new Set<string>();
  /** Thrown by the next deletion of a namespace. */
  refusal: Error | undefined;

  async list({
    namespace,
    rollout,
  }: Parameters<ClusterContents['list']>[0]): Promise<Inventory> {
    const found = [...this.#objects.values()].filter(
      object =>
        object.at === namespace &&
        (rollout === undefined || object.rollout === rollout),
    );
    return {
      objects: found.map(({ at, ...object }) => object),
      claims: found.flatMap(({ uid }) => this.#claims.get(uid) ?? []),
      instances: found.filter(({ kind }) => kind === 'Pod').length,
    };
  }

  async findNamespace(name: string): Promise<FoundNamespace | undefined> {
    return this.#namespaces.get(name);
  }

  async remove({ kind, namespace, name, uid }: Removal): Promise<void> {
    this.removals.push(`${kind} ${namespace}/${name}`);
    if (kind === 'Namespace') {
      const { refusal } = this;
      this.refusal = undefined;
      if (refusal) {
        throw refusal;
      }
      if (this.#namespaces.get(name)?.uid === uid) {
        this.#namespaces.delete(name);
      }
      return;
    }
    const object = this.#objects.get(uid);
    if (object && this.#held.has(name)) {
      const held = { isDeleting: true, finalizers: ['kubernetes.io/held'] };
      this.#objects.set(uid, { ...object, ...held });
      return;
    }
    this.#objects.delete(uid);
    if (object && kind === 'Rollout') {
      this.#collectOf(object);
    }
  }

  async release(namespace: string): Promise<void> {
    this.released.push(namespace);
  }

  addNamespace(name: string, over: Partial<FoundNamespace> = {}): void {
    this.#namespaces.set(name, {
      uid: `uid-of-${name}`,
      projectId: undefined,
      isOurs: true,
      isDeleting: false,
      holdups: [],
      ...over,
    });
  }

  /** Adds an object of a rollout; owned unless it is the CR, a claim or a Secret. */
  add(
    namespace: string,
    object: Pick<FoundObject, 'kind' | 'name'> & Partial<FoundObject>,
  ): void {
    const { kind, name } = object;
    const kept = ['Rollout', 'PersistentVolumeClaim', 'Secret'];
    const found = {
      uid: `${kind}-${name}`,
      rollout: 'web',
      isDeleting: false,
      finalizers: [],
      isOwned: !kept.includes(kind),
      ...object,
    };
    this.#objects.set(found.uid, { ...found, at: namespace });
    if (kind === 'PersistentVolumeClaim') {
      this.#claims.set(found.uid, {
        ...found,
        size: '10Gi',
        storageClass: 'standard',
        phase: 'Bound',
        usedBy: [],
      });
    }
  }

  /** Whatever is called so stays when it is deleted, until it is let go. */
  hold(name: string): void {
    this.#held.add(name);
  }

  letGo(name: string): void {
    this.#held.delete(name);
    for (const [uid, object] of this.#objects) {
      if (object.name === name && object.isDeleting) {
        this.#objects.delete(uid);
      }
    }
  }

  #collectOf({ rollout }: FoundObject): void {
    for (const [uid, object] of this.#objects) {
      if (object.rollout === rollout && object.isOwned) {
        this.#objects.delete(uid);
      }
    }
  }
}
