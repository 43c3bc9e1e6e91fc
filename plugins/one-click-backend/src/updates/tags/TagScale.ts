import type { SkipReason } from '@one-click/backstage-plugin-one-click-common';

/** Why a tag is not taken, and the sentence that says so. */
export interface Skip {
  readonly reason: SkipReason;
  readonly sentence: string;
}

/** Where a tag stands in an order. */
export type Reading<Key> =
  | { readonly key: Key; readonly skip?: undefined }
  | { readonly skip: Skip };

/** An order of tags: what an update rule is made of. */
export interface TagScale<Key> {
  /** Where a tag stands, or why it stands nowhere. */
  read(tag: string): Reading<Key>;
  /** Why a tag that has its place is not for us, beside its age. */
  refuse?(key: Key, running: Key): Skip | undefined;
  /** Below zero where `a` is older than `b`. */
  compare(a: Key, b: Key): number;
  /** Which of two tags of the same age is rather taken; above zero for `a`. */
  prefer?(a: Key, b: Key): number;
  /** What is wrong with a running tag that has no place. */
  readonly needs: string;
}

/** A tag that does not match the pattern. */
export const FILTERED: Skip = {
  reason: 'filtered',
  sentence: 'does not match the pattern',
};
