import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { diffSpecs } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { SpecChange } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** The revision that edits began from. */
export interface DraftBase {
  readonly revision: number;
  readonly spec: RolloutSpecInput;
}

/** Edits of one rollout in one browser tab. */
export interface Draft {
  readonly base: DraftBase;
  /** The base with the edits. */
  readonly spec: RolloutSpecInput;
  /** Typed texts that are no value yet, such as `80a` for a port, by path. */
  readonly texts: Readonly<Record<string, string>>;
  /** When it was last edited, in ISO 8601. */
  readonly editedAt: string;
}

/** The fields that a draft changes, judged on what they mean and not on how they are written. */
export function changesOf(draft: Draft): readonly SpecChange[] {
  return diffSpecs(draft.base.spec, draft.spec);
}

/** How many fields a draft changes; half-typed ones count. */
export function countChanges(draft: Draft): number {
  return changesOf(draft).length + Object.keys(draft.texts).length;
}

/** Whether a draft holds nothing that its base does not, down to the way of writing. */
export function isPristine(draft: Draft): boolean {
  return (
    Object.keys(draft.texts).length === 0 &&
    JSON.stringify(draft.spec) === JSON.stringify(draft.base.spec)
  );
}
