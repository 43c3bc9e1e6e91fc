import type { V1ObjectMeta } from '@kubernetes/client-node';
import { ROLLOUT_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** The least an object must have to be kept. */
export interface Stored {
  readonly metadata?: Pick<
    V1ObjectMeta,
    'name' | 'namespace' | 'uid' | 'resourceVersion' | 'labels'
  >;
}

/** Names a rollout, or any namespaced object: `namespace/name`. */
export function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function ownKey({ metadata }: Stored): string {
  return keyOf(metadata?.namespace ?? '', metadata?.name ?? '');
}

/** The rollout a child belongs to by its labels. */
export function rolloutKeyOf({ metadata }: Stored): string | undefined {
  const name = metadata?.labels?.[ROLLOUT_LABEL];
  return name === undefined
    ? undefined
    : keyOf(metadata?.namespace ?? '', name);
}

function versionOf({ metadata }: Stored): bigint | undefined {
  const version = metadata?.resourceVersion ?? '';
  return /^\d+$/.test(version) ? BigInt(version) : undefined;
}

/** Unknown versions count as newer: better a look too many than one too few. */
function isOlder(left: bigint | undefined, right: bigint | undefined): boolean {
  return left !== undefined && right !== undefined && left < right;
}

/**
 * Keeps the objects of one kind as last seen, by name and by rollout.
 *
 * What a write answered may be newer than what the watch tells next, and then
 * stays. Every method gives the rollouts it concerns.
 */
export class ObjectStore<T extends Stored> {
  readonly #objects = new Map<string, T>();
  readonly #byRollout = new Map<string, Map<string, T>>();

  get(namespace: string, name: string): T | undefined {
    return this.#objects.get(keyOf(namespace, name));
  }

  /** Objects with the labels of a rollout. */
  ofRollout(key: string): T[] {
    return [...(this.#byRollout.get(key)?.values() ?? [])];
  }

  upsert(object: T): string[] {
    const key = ownKey(object);
    const before = this.#objects.get(key);
    if (before && isOlder(versionOf(object), versionOf(before))) {
      return [];
    }
    this.#unindex(before);
    this.#objects.set(key, object);
    const rollout = rolloutKeyOf(object);
    if (rollout !== undefined) {
      const children = this.#byRollout.get(rollout) ?? new Map<string, T>();
      this.#byRollout.set(rollout, children.set(key, object));
    }
    return rolloutsOf(before, object);
  }

  remove(object: T): string[] {
    const key = ownKey(object);
    const before = this.#objects.get(key);
    if (!before || isOlder(versionOf(object), versionOf(before))) {
      return [];
    }
    this.#objects.delete(key);
    this.#unindex(before);
    return rolloutsOf(before, object);
  }

  /** Takes over the whole set, of one namespace or of all; what is not in it is gone. */
  sync(
    objects: readonly T[],
    context: {
      readonly namespace?: string | undefined;
      readonly resourceVersion: string;
    },
  ): string[] {
    const { namespace, resourceVersion } = context;
    const listed = new Set(objects.map(ownKey));
    const gone = [...this.#objects.values()].filter(
      object =>
        !listed.has(ownKey(object)) &&
        (namespace === undefined || object.metadata?.namespace === namespace) &&
        !isOlder(
          versionOf({ metadata: { resourceVersion } }),
          versionOf(object),
        ),
    );
    return [
      ...gone.flatMap(object => this.remove(object)),
      ...objects.flatMap(object => this.upsert(object)),
    ];
  }

  #unindex(object: T | undefined): void {
    const rollout = object && rolloutKeyOf(object);
    if (!object || rollout === undefined) {
      return;
    }
    const children = this.#byRollout.get(rollout);
    children?.delete(ownKey(object));
    if (children?.size === 0) {
      this.#byRollout.delete(rollout);
    }
  }
}

function rolloutsOf(...objects: readonly (Stored | undefined)[]): string[] {
  return objects.flatMap(object => (object && rolloutKeyOf(object)) ?? []);
}
