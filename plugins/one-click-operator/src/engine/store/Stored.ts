/** The least an object must have to be kept. */
export interface Stored {
  readonly metadata?:
    | {
        readonly name?: string | undefined;
        readonly namespace?: string | undefined;
        readonly uid?: string | undefined;
        readonly resourceVersion?: string | undefined;
      }
    | undefined;
}

/** Names a namespaced object: `namespace/name`. */
export function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** The key of an object. */
export function ownKey({ metadata }: Stored): string {
  return keyOf(metadata?.namespace ?? '', metadata?.name ?? '');
}

const NUMBER = /^\d+$/;

/**
 * Whether one resource version is of an earlier moment than another. Versions
 * that are no numbers are never older: better a look too many than one too few.
 */
export function isOlder(
  left: string | undefined = '',
  right: string | undefined = '',
): boolean {
  if (!NUMBER.test(left) || !NUMBER.test(right)) {
    return false;
  }
  return left.length === right.length
    ? left < right
    : left.length < right.length;
}

/** Whether two objects of one name are one object; a recreated one is another. */
export function isSameObject(left: Stored, right: Stored): boolean {
  const uid = left.metadata?.uid;
  const other = right.metadata?.uid;
  return uid === undefined || other === undefined || uid === other;
}
