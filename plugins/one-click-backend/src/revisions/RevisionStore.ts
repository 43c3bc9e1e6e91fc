import type { Instant } from '../storage/Instant';
import type { StorePage } from '../storage/StorePage';
import type { OutcomePatch, RevisionRecord } from './RevisionRecord';

/** Outcomes that a newer revision turns into `superseded`. */
export const OPEN_OUTCOMES = ['pending', 'applied'] as const;

/** Keeps revisions: appended, never changed but for what became of them. */
export interface RevisionStore {
  append(revision: RevisionRecord): Promise<void>;
  find(rolloutId: string, number: number): Promise<RevisionRecord | undefined>;
  /** Newest first. */
  list(query: {
    readonly rolloutId: string;
    readonly before?: number | undefined;
    readonly limit: number;
  }): Promise<StorePage<RevisionRecord, number>>;
  /** Numbers of those with outcome pending, oldest first. */
  pending(rolloutId: string): Promise<readonly number[]>;
  /** Rollouts of a cluster that have a revision whose outcome is still open. */
  listOpen(cluster: string): Promise<readonly string[]>;
  setOutcome(
    rolloutId: string,
    number: number,
    patch: OutcomePatch,
  ): Promise<void>;
  /** Marks all before `number` whose outcome is still open; returns their numbers. */
  supersede(request: {
    readonly rolloutId: string;
    readonly before: number;
    readonly at: Instant;
  }): Promise<readonly number[]>;
}
