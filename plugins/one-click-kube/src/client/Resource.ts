/** The least any Kubernetes object shows: what a client needs to address it. */
export interface KubeObject {
  readonly apiVersion?: string | undefined;
  readonly kind?: string | undefined;
  readonly metadata?:
    | {
        readonly name?: string | undefined;
        readonly namespace?: string | undefined;
        readonly uid?: string | undefined;
        readonly resourceVersion?: string | undefined;
      }
    | undefined;
}

declare const objectType: unique symbol;

/**
 * Says where objects of one kind live in the API, and what type they have.
 *
 * The type is that of the stored JSON. Where `@kubernetes/client-node` says
 * `Date`, the value is the API's RFC 3339 string: pass it through `new Date()`.
 */
export interface Resource<T extends KubeObject = KubeObject> {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Exists for the compiler only. */
  readonly [objectType]?: T;
}

/** Describes a resource whose objects have type `T`. */
export function defineResource<T extends KubeObject>(
  resource: Omit<Resource<T>, typeof objectType>,
): Resource<T> {
  return resource;
}

/** The `apiVersion` that objects of a resource carry, such as `apps/v1`. */
export function apiVersionOf(resource: Resource): string {
  const { group, version } = resource;
  return group === '' ? version : `${group}/${version}`;
}
