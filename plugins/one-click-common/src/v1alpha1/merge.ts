import { applyChanges } from './apply';
import { diffSpecs, type SpecChange } from './diff';
import { comparableText } from './normalize';
import { pathsOverlap } from './specPath';
import type { RolloutSpecInput } from './types';

/** A field that both sides changed to different values. */
export interface SpecClash {
  readonly mine: SpecChange;
  readonly theirs: SpecChange;
}

/** Three versions of one spec. */
export interface MergeInput {
  /** What both sides started from. */
  readonly base: RolloutSpecInput;
  readonly mine: RolloutSpecInput;
  readonly theirs: RolloutSpecInput;
}

/** The outcome of a three-way merge. */
export interface MergeResult {
  /** Theirs with every change of mine that clashes with none of theirs. */
  readonly merged: RolloutSpecInput;
  /** Changes of theirs that mine did not have and are taken over. */
  readonly joined: readonly SpecChange[];
  /** Changes a person has to decide about; `merged` holds theirs. */
  readonly clashes: readonly SpecClash[];
}

function isSameChange(left: SpecChange, right: SpecChange): boolean {
  return (
    left.path === right.path &&
    left.kind === right.kind &&
    left.reordered === right.reordered &&
    // Two secret values cannot be compared, since neither is told.
    !(left.secret && left.kind !== 'removed') &&
    comparableText(left.to, left.segments) ===
      comparableText(right.to, right.segments)
  );
}

function isClash(mine: SpecChange, theirs: SpecChange): boolean {
  if (!pathsOverlap(mine.segments, theirs.segments)) {
    return false;
  }
  // A new order of a list and a change inside one of its items get along.
  return mine.reordered === theirs.reordered && !isSameChange(mine, theirs);
}

/** Merges two descendants of one spec field by field; nothing is decided silently. */
export function mergeSpecs({ base, mine, theirs }: MergeInput): MergeResult {
  const myChanges = diffSpecs(base, mine);
  const theirChanges = diffSpecs(base, theirs);
  const clashes = myChanges.flatMap(change =>
    theirChanges
      .filter(other => isClash(change, other))
      .map(other => ({ mine: change, theirs: other })),
  );
  const clashing = new Set(clashes.map(clash => clash.mine));
  const clean = myChanges.filter(change => !clashing.has(change));
  return {
    merged: applyChanges(theirs, clean),
    joined: theirChanges.filter(
      change => !myChanges.some(own => isSameChange(own, change)),
    ),
    clashes,
  };
}
