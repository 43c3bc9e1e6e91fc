import type {
  Act,
  ActivityDetails,
  ActivityKind,
  ActivityOutcome,
} from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';
import type { StorePage } from '../storage/StorePage';

/** Something to be told on the timeline. */
export interface ActivityRecord {
  readonly projectId: string;
  readonly rolloutId: string | undefined;
  /** The rollout's name, so that the entry tells it after a purge, too. */
  readonly rolloutName?: string | undefined;
  readonly at: Instant;
  readonly actor: string;
  readonly act: Act;
  readonly revision: number | undefined;
  /** `done` where absent. */
  readonly outcome?: ActivityOutcome | undefined;
  /** Never a secret. */
  readonly details?: ActivityDetails | undefined;
}

/** An entry as it was kept: larger ids are newer. */
export interface ActivityEntry extends ActivityRecord {
  readonly id: number;
  readonly outcome: ActivityOutcome;
  readonly details: ActivityDetails;
}

/** A page of the timeline of a project, or of one of its rollouts. */
export interface ActivityListQuery {
  readonly projectId: string;
  readonly rolloutId?: string | undefined;
  readonly kind?: ActivityKind | undefined;
  readonly actor?: string | undefined;
  /** Only what failed or was refused. */
  readonly failed?: boolean | undefined;
  /** Only what came at this moment or later. */
  readonly since?: Instant | undefined;
  /** Only entries older than this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Totals are counted up to this: nobody reads on for longer, and counting would cost more than the page. */
export const MAX_COUNTED = 1_000;

/** Outcomes that a list of failures has. */
export const FAILED_OUTCOMES = ['failed', 'refused'] as const;

/** Keeps who did what: appended, never changed. */
export interface ActivityStore {
  append(activity: ActivityRecord): Promise<void>;
  /** Newest first; `total` is at most {@link MAX_COUNTED}. */
  list(query: ActivityListQuery): Promise<StorePage<ActivityEntry, number>>;
  /** How often an act was done to a rollout since a moment. */
  count(query: {
    readonly rolloutId: string;
    readonly act: Act;
    readonly since: Instant;
  }): Promise<number>;
}
