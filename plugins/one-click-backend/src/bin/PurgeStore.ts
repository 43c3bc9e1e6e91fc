import type { ClusterObject } from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';

/** The order to delete something for good, and what came of it. It outlives what it is about. */
export interface PurgeRecord {
  readonly id: string;
  /** The project's purge that this one of a rollout is part of. */
  readonly parentId: string | undefined;
  readonly projectId: string;
  /** Name of the project. */
  readonly project: string;
  /** Name of the rollout; absent where the project itself is meant. */
  readonly rollout: string | undefined;
  readonly requestedAt: Instant;
  readonly requestedBy: string;
  readonly checkedAt: Instant | undefined;
  readonly finishedAt: Instant | undefined;
  /** Every object that was there at some time. */
  readonly seen: readonly ClusterObject[];
  /** Those of them that were there at `checkedAt`, and why. */
  readonly remaining: readonly ClusterObject[];
  /** What is left alone, and why. */
  readonly kept: readonly ClusterObject[];
}

/** What of a purge may change. */
export type PurgePatch = Partial<
  Pick<PurgeRecord, 'checkedAt' | 'finishedAt' | 'seen' | 'remaining' | 'kept'>
>;

/** Keeps purges. */
export interface PurgeStore {
  insert(purge: PurgeRecord): Promise<void>;
  find(id: string): Promise<PurgeRecord | undefined>;
  /** The purges of a project's rollouts that are part of the project's, by name. */
  listParts(parentId: string): Promise<readonly PurgeRecord[]>;
  update(id: string, patch: PurgePatch): Promise<void>;
}
