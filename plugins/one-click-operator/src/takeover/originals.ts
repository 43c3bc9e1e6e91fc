import type {
  V1ManagedFieldsEntry,
  V1ObjectMeta,
  V1OwnerReference,
} from '@kubernetes/client-node';
import {
  API_GROUP,
  KIND,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { FieldTree } from '../apply/ownedFields';
import { hasPath } from './fieldTrees';

/** Name of the Go operator in managedFields: that of its program, as its image ships it. */
export const ORIGINAL_MANAGER = 'manager';

/** Whether a reference is to a rollout. */
export function isRollout({ apiVersion, kind }: V1OwnerReference): boolean {
  return kind === KIND && apiVersion.startsWith(`${API_GROUP}/`);
}

/** The rollout that controls an object, if one does. */
export function controllingRollout({
  ownerReferences,
}: V1ObjectMeta): V1OwnerReference | undefined {
  return ownerReferences?.find(each => each.controller && isRollout(each));
}

/** The fields of an entry. The API server alone writes these trees, in this form. */
export function treeOf(entry: V1ManagedFieldsEntry): FieldTree {
  return (entry.fieldsV1 ?? {}) as FieldTree;
}

function isUpdate({ operation, subresource }: V1ManagedFieldsEntry): boolean {
  return operation === 'Update' && (subresource ?? '') === '';
}

function isMaker(entry: V1ManagedFieldsEntry, uid: string): boolean {
  const path = [
    'f:metadata',
    'f:ownerReferences',
    `k:${JSON.stringify({ uid })}`,
  ];
  return isUpdate(entry) && hasPath(treeOf(entry), path);
}

/**
 * Whether the Go operator made an object and nobody has taken it over since.
 *
 * Told by who set the reference to the rollout: we only ever apply it. Cheap
 * enough for every object that a watch brings.
 */
export function isOriginals(metadata: V1ObjectMeta): boolean {
  const owner = controllingRollout(metadata);
  return (
    owner !== undefined &&
    (metadata.managedFields ?? []).some(entry => isMaker(entry, owner.uid))
  );
}

/**
 * Picks the Go operator's entries among an object's managedFields.
 *
 * `wroteLast` says that it was at work last. If that was after a take-over, what it
 * then changed stands under its name without the reference to the rollout.
 */
export function isOriginalEntry(
  entry: V1ManagedFieldsEntry,
  { uid, wroteLast }: { readonly uid: string; readonly wroteLast: boolean },
): boolean {
  return (
    isMaker(entry, uid) ||
    (wroteLast && isUpdate(entry) && entry.manager === ORIGINAL_MANAGER)
  );
}

/**
 * Whether the Go operator wrote a rollout's status last. It writes the whole of
 * it, and knows nothing of observed generations.
 */
export function hasOriginalStatus({ status }: Rollout): boolean {
  return (
    status?.deployment !== undefined && status.observedGeneration === undefined
  );
}
