import type { V1ObjectMeta } from '@kubernetes/client-node';
import {
  KIND,
  selectorLabels,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ChildCare } from '@one-click/backstage-plugin-one-click-workload';

/**
 * Whose an object is that has the name of a child: `ours`; `former`, of a
 * rollout of the same name that is gone, so the cluster will collect it; or
 * somebody else's.
 */
export type Ownership =
  | { readonly whose: 'ours' | 'former' }
  | { readonly whose: 'foreign'; readonly owner: string };

const UNNAMED = 'somebody else';

function hasOurLabels(metadata: V1ObjectMeta, rollout: Rollout): boolean {
  return Object.entries(selectorLabels(rollout.metadata)).every(
    ([key, value]) => metadata.labels?.[key] === value,
  );
}

function managerOf(metadata: V1ObjectMeta): string {
  const [first] = metadata.managedFields ?? [];
  return (
    metadata.labels?.['app.kubernetes.io/managed-by'] ??
    first?.manager ??
    UNNAMED
  );
}

/** Judges whose an object is. A claim without owner is ours by its labels; anything else only by its controller. */
export function judgeOwnership(
  metadata: V1ObjectMeta,
  rollout: Rollout,
  care: ChildCare,
): Ownership {
  const controller = metadata.ownerReferences?.find(each => each.controller);
  if (!controller) {
    const isOurs = care === 'kept' && hasOurLabels(metadata, rollout);
    return isOurs
      ? { whose: 'ours' }
      : { whose: 'foreign', owner: managerOf(metadata) };
  }
  const { kind, name, uid } = controller;
  if (uid === rollout.metadata.uid) {
    return { whose: 'ours' };
  }
  const isFormer = kind === KIND && name === rollout.metadata.name;
  return isFormer
    ? { whose: 'former' }
    : { whose: 'foreign', owner: `${kind} ${name}` };
}
