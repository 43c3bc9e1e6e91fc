import type { Instant } from '../storage/Instant';

/** That a revision is left out of lists; the revision itself never changes. */
export interface HiddenRevision {
  readonly rolloutId: string;
  readonly number: number;
  readonly hiddenAt: Instant;
  readonly hiddenBy: string;
}

/** Keeps which revisions are hidden. */
export interface HiddenRevisionStore {
  /** Once is as good as twice. */
  hide(hidden: HiddenRevision): Promise<void>;
  unhide(rolloutId: string, number: number): Promise<void>;
  /** Those of the given numbers that are hidden. */
  list(
    rolloutId: string,
    numbers: readonly number[],
  ): Promise<ReadonlySet<number>>;
}
