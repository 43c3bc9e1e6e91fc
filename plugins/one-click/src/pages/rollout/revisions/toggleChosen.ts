/** Two revisions can be compared, so a third choice replaces the older one. */
const MAX_CHOSEN = 2;

/** Chooses a revision, or lets it go. */
export function toggleChosen(
  chosen: readonly number[],
  revision: number,
): readonly number[] {
  return chosen.includes(revision)
    ? chosen.filter(number => number !== revision)
    : [...chosen, revision].slice(-MAX_CHOSEN);
}
