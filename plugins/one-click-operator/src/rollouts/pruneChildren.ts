import type { V1ObjectMeta } from '@kubernetes/client-node';
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
import type {
  ChildKind,
  ChildObject,
} from '@one-click/backstage-plugin-one-click-workload';
import { findOwnedFields } from '../apply/ownedFields';
import { judgeOwnership } from '../apply/ownership';
import { CHILD_RESOURCES } from '../cluster/childResources';
import type { ClusterCache } from '../cluster/ClusterCache';
import { keyOf } from '../cluster/ObjectStore';

/** What may be deleted, and in which name. */
export interface PruneOptions {
  readonly client: KubeClient;
  readonly cache: ClusterCache;
  readonly rollout: Rollout;
  readonly desired: readonly ChildObject[];
}

/** Only what the operator itself applied, and of claims only those that say so. */
function mayGo(
  metadata: V1ObjectMeta,
  rollout: Rollout,
  kind: ChildKind,
): boolean {
  const care = careOf(kind);
  const isApplied = findOwnedFields({ metadata }) !== undefined;
  const isOurs = judgeOwnership(metadata, rollout, care).whose === 'ours';
  const isReleased =
    care === 'owned' ||
    metadata.annotations?.[ON_REMOVE_ANNOTATION] === 'delete';
  return (
    isApplied &&
    isOurs &&
    isReleased &&
    metadata.deletionTimestamp === undefined
  );
}

function findLeftovers(options: PruneOptions, kind: ChildKind): V1ObjectMeta[] {
  const { cache, rollout, desired } = options;
  const { namespace, name } = rollout.metadata;
  const wanted = new Set(
    desired
      .filter(child => child.kind === kind)
      .map(({ metadata }) => metadata.name),
  );
  return cache.children[kind]
    .ofRollout(keyOf(namespace, name))
    .flatMap(({ metadata }) => metadata ?? [])
    .filter(metadata => !wanted.has(metadata.name ?? ''))
    .filter(metadata => mayGo(metadata, rollout, kind));
}

/** Deletes that very object; if it is gone, or another one, that is as well. */
async function deleteOne(
  client: KubeClient,
  kind: ChildKind,
  { namespace, name = '', uid }: V1ObjectMeta,
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
export async function pruneChildren(options: PruneOptions): Promise<string[]> {
  const pruned: string[] = [];
  for (const kind of CHILD_KINDS) {
    for (const metadata of findLeftovers(options, kind)) {
      await deleteOne(options.client, kind, metadata);
      pruned.push(`${kind} ${metadata.name}`);
    }
  }
  return pruned;
}
