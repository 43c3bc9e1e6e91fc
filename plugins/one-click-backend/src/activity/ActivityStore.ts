import type { Instant } from '../storage/Instant';

export interface ActivityRecord {
  readonly projectId: string;
  readonly rolloutId: string | undefined;
  readonly at: Instant;
  readonly actor: string;
  /** As in `rollout-save`. */
  readonly act: string;
  readonly revision: number | undefined;
}

/** Keeps who did what: appended, never changed. */
export interface ActivityStore {
  append(activity: ActivityRecord): Promise<void>;
  /** Newest first. */
  list(projectId: string, limit: number): Promise<readonly ActivityRecord[]>;
}
