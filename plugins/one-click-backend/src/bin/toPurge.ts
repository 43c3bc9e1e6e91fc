import type {
  ClusterObject,
  Purge,
} from '@one-click/backstage-plugin-one-click-common';
import type { PurgeRecord } from './PurgeStore';

/** A purge as answers tell it, with those of the rollouts that are part of it. */
export function toPurge(
  purge: PurgeRecord,
  parts: readonly PurgeRecord[],
): Purge {
  const all = [...parts, purge];
  const seen = mergeObjects(all.flatMap(part => part.seen));
  const remaining = mergeObjects(all.flatMap(part => part.remaining));
  const left = new Set(remaining.map(keyOf));
  const { rollout, checkedAt, finishedAt } = purge;
  return {
    id: purge.id,
    project: purge.project,
    ...(rollout !== undefined && { rollout }),
    requestedAt: purge.requestedAt,
    requestedBy: purge.requestedBy,
    state: finishedAt === undefined ? 'waiting' : 'done',
    ...(checkedAt !== undefined && { checkedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    gone:
      checkedAt === undefined
        ? []
        : seen
            .filter(object => !left.has(keyOf(object)))
            .map(({ kind, name }) => ({ kind, name })),
    remaining: [...remaining],
    kept: [...mergeObjects(all.flatMap(part => part.kept))],
  };
}

/** Each object once, as it was last told; by kind, then by name. */
export function mergeObjects(
  objects: readonly ClusterObject[],
): readonly ClusterObject[] {
  const byKey = new Map(objects.map(object => [keyOf(object), object]));
  return [...byKey.values()].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

function keyOf({ kind, name }: ClusterObject): string {
  return `${kind}/${name}`;
}
