/** That a rollout runs a catalog entity. */
export interface EntityLink {
  readonly rolloutId: string;
  readonly entityRef: string;
}

/** Keeps which catalog entities rollouts run. */
export interface EntityLinkStore {
  add(rolloutId: string, entityRef: string): Promise<void>;
  /** Sorted references by rollout; rollouts without any are absent. */
  list(
    rolloutIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** References by rollout, in the order given. */
export function groupLinks(
  links: readonly EntityLink[],
): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, readonly string[]>();
  for (const { rolloutId, entityRef } of links) {
    grouped.set(rolloutId, [...(grouped.get(rolloutId) ?? []), entityRef]);
  }
  return grouped;
}
