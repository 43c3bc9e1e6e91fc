/** A list with one item replaced. */
export function replaceAt<T>(
  items: readonly T[],
  index: number,
  item: T,
): readonly T[] {
  return items.map((old, at) => (at === index ? item : old));
}

/** A list without one item. */
export function removeAt<T>(items: readonly T[], index: number): readonly T[] {
  return items.filter((_, at) => at !== index);
}

/** An object without fields that are not set, so that an emptied field is gone. */
export function compact<T extends object>(object: T): T {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as T;
}
