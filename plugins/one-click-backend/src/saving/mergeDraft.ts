import type { SaveConflict } from '@one-click/backstage-plugin-one-click-common';
import {
  mergeSpecs,
  normalizeSpec,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  MergeInput,
  RolloutSpecInput,
  SpecClash,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** One field that both sides changed, as a conflict tells it. */
export type Clash = SaveConflict['clashes'][number];

/** Either one spec that holds both sides' changes, or the fields that a person has to decide about. */
export interface MergedDraft {
  readonly spec: RolloutSpecInput;
  /** Empty where the merge is clean; otherwise `spec` holds theirs in these fields. */
  readonly clashes: readonly Clash[];
}

/** Merges a draft with what somebody else made of its base meanwhile. */
export function mergeDraft(input: MergeInput): MergedDraft {
  const { merged, clashes } = mergeSpecs(input);
  return {
    spec: normalizeSpec(merged),
    clashes: clashes.map(toClash),
  };
}

function toClash({ mine, theirs }: SpecClash): Clash {
  return {
    path: mine.path,
    base: mine.from,
    theirs: theirs.to,
    mine: mine.to,
  };
}
