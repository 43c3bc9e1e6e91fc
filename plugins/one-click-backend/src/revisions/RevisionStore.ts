import type { Instant } from '../storage/Instant';
import type { StorePage } from '../storage/StorePage';
import type { OutcomePatch, RevisionRecord } from './RevisionRecord';

/** Outcomes that a newer revision turns into `superseded`. */
export const OPEN_OUTCOMES = ['pending', 'applied'] as const;

/** Narrows a rollout's revisions; all conditions have to hold. */
export interface RevisionFilter {
  readonly by?: string | undefined;
  readonly via?: RevisionRecord['via'] | undefined;
  readonly outcome?: RevisionRecord['outcome'] | undefined;
  /** A section that the revision changed. */
  readonly section?: string | undefined;
  /** Made at this moment or later. */
  readonly since?: Instant | undefined;
  /** Made before this moment. */
  readonly until?: Instant | undefined;
  /** Leaves out those that people hid. */
  readonly withoutHidden?: boolean | undefined;
}

export interface RevisionListQuery extends RevisionFilter {
  readonly rolloutId: string;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Keeps revisions: appended, never changed but for what became of them. */
export interface RevisionStore {
  append(revision: RevisionRecord): Promise<void>;
  find(rolloutId: string, number: number): Promise<RevisionRecord | undefined>;
  /** Newest first. */
  list(query: RevisionListQuery): Promise<StorePage<RevisionRecord, number>>;
  /** As `list`, without counting all. */
  scan(query: RevisionListQuery): Promise<readonly RevisionRecord[]>;
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
