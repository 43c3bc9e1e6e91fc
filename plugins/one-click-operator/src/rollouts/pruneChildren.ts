import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeConflictError,
  KubeNotFoundError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import {
  CHILD_KINDS,
  ON_REMOVE_ANNOTATION,
  careOf,
} from '@one-click/backstage-plugin-one-click-workload';
import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';
import type { DesiredChild } from '../apply/DesiredChildren';
import { judgeOwnership } from '../apply/ownership';
import { CHILD_RESOURCES } from '../cluster/childResources';
import type { ClusterCache } from '../cluster/ClusterCache';
import type { ChildRecord } from '../cluster/records/ChildRecord';
import { keyOf } from '../engine/store';

/** What may be deleted, and in which name. */
export interface PruneOptions {
  readonly client: KubeClient;
  readonly cache: ClusterCache;
  readonly rollout: Rollout;
  readonly desired: readonly DesiredChild[];
  /** Ends it between two deletions. */
  readonly signal: AbortSignal;
  /** Gives children that stay although nobody asks for them, as `kind name`; asked only where one would go. */
  readonly spare?: (() => Promise<ReadonlySet<string>>) | undefined;
}

/** A child that is no longer wanted. */
export interface PrunedChild {
  readonly kind: ChildKind;
  readonly name: string;
}

type Leftover = Pick<ChildRecord, 'metadata' | 'facts'> & {
  readonly kind: ChildKind;
};

/** Only what the operator itself applied, and of claims only those that say so. */
function mayGo(child: Leftover, rollout: Rollout): boolean {
  const { metadata, facts } = child;
  const care = careOf(child.kind);
  const isOurs = judgeOwnership(child, rollout, care).whose === 'ours';
  const isReleased =
    care === 'owned' ||
    metadata.annotations?.[ON_REMOVE_ANNOTATION] === 'delete';
  return (
    facts.fingerprint !== undefined &&
    isOurs &&
    isReleased &&
    metadata.deletionTimestamp === undefined
  );
}

function findLeftovers(options: PruneOptions, kind: ChildKind): Leftover[] {
  const { cache, rollout, desired } = options;
  const { namespace, name } = rollout.metadata;
  const known = cache.children[kind].ofRollout(keyOf(namespace, name));
  if (known.length === 0) {
    return [];
  }
  const wanted = new Set(
    desired.filter(child => child.kind === kind).map(child => child.name),
  );
  return known
    .filter(({ metadata }) => !wanted.has(metadata.name))
    .map(({ metadata, facts }) => ({ kind, metadata, facts }))
    .filter(child => mayGo(child, rollout));
}

/** Deletes that very object; if it is gone, or another one, that is as well. */
async function deleteOne(
  client: KubeClient,
  { kind, metadata: { namespace, name, uid } }: Leftover,
): Promise<void> {
  try {
    await client.delete(CHILD_RESOURCES[kind], { namespace, name }, { uid });
  } catch (error) {
    const isGone =
      error instanceof KubeNotFoundError || error instanceof KubeConflictError;
    if (!isGone) {
      throw error;
    }
  }
}

/** Deletes children the rollout no longer asks for; claims stay unless their volume said otherwise. */
export async function pruneChildren(
  options: PruneOptions,
): Promise<readonly PrunedChild[]> {
  const { client, cache, spare, signal } = options;
  const leftovers = CHILD_KINDS.flatMap(kind => findLeftovers(options, kind));
  if (leftovers.length === 0) {
    return [];
  }
  const spared = (await spare?.()) ?? new Set();
  const pruned: PrunedChild[] = [];
  for (const child of leftovers) {
    const { kind, metadata } = child;
    const { name } = metadata;
    signal.throwIfAborted();
    if (!spared.has(`${kind} ${name}`)) {
      await deleteOne(client, child);
      cache.noteDeleted(kind, child);
      pruned.push({ kind, name });
    }
  }
  return pruned;
}
