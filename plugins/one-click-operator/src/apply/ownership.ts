import {
  KIND,
  selectorLabels,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ChildCare } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildFacts } from '../cluster/records/ChildRecord';
import type { RecordMetadata } from '../cluster/records/recordMetadata';

/** What tells whose an object is. */
export interface Claimed {
  readonly metadata: Pick<RecordMetadata, 'labels' | 'ownerReferences'>;
  readonly facts: ChildFacts;
}

/**
 * Whose an object is that has the name of a child: `ours`; `former`, of a
 * rollout of the same name that is gone, so the cluster will collect it; or
 * somebody else's.
 */
export type Ownership =
  | { readonly whose: 'ours' | 'former' }
  | { readonly whose: 'foreign'; readonly owner: string };

const UNNAMED = 'somebody else';

function hasOurLabels({ metadata }: Claimed, rollout: Rollout): boolean {
  return Object.entries(selectorLabels(rollout.metadata)).every(
    ([key, value]) => metadata.labels?.[key] === value,
  );
}

/**
 * Judges whose an object is: its controller's. Without one it is ours by its
 * labels if it is a claim, or if the operator once applied it, as when somebody
 * cut it loose; anything else belongs to whoever wrote it.
 */
export function judgeOwnership(
  object: Claimed,
  rollout: Rollout,
  care: ChildCare,
): Ownership {
  const { metadata, facts } = object;
  const controller = metadata.ownerReferences?.find(each => each.controller);
  if (!controller) {
    const mayBeOurs = care === 'kept' || facts.fingerprint !== undefined;
    return mayBeOurs && hasOurLabels(object, rollout)
      ? { whose: 'ours' }
      : { whose: 'foreign', owner: facts.writer ?? UNNAMED };
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
