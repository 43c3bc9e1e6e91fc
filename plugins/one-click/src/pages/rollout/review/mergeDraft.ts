import {
  applyChanges,
  mergeSpecs,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Draft, DraftBase } from '../../../draft/Draft';

/** Whose value of a field to keep. */
export type Keep = 'mine' | 'theirs';

export interface MergeRequest {
  /** What the draft began from. */
  readonly base: RolloutSpecInput;
  readonly mine: RolloutSpecInput;
  /** The revision that was saved meanwhile. */
  readonly theirs: DraftBase;
  /** The decision on each field that both changed, by its path. */
  readonly keep: Readonly<Record<string, Keep>>;
}

/** The draft on top of the newer revision: what fits together joins, the rest is as decided. */
export function mergeDraft(request: MergeRequest): Draft {
  const { base, mine, theirs, keep } = request;
  const { merged, clashes } = mergeSpecs({ base, mine, theirs: theirs.spec });
  const kept = clashes
    .map(clash => clash.mine)
    .filter(({ path }) => keep[path] === 'mine');
  return {
    base: theirs,
    spec: applyChanges(merged, kept),
    texts: {},
    editedAt: new Date().toISOString(),
  };
}
