import type { RolloutState } from '@one-click/backstage-plugin-one-click-common';
import type { Overlay } from '../health/overlay';
import type { StorePage } from '../storage/StorePage';
import type { RolloutPatch, RolloutRecord } from './RolloutRecord';

/** Where a page of rollouts ends. */
export interface RolloutPosition {
  readonly rank: number;
  readonly name: string;
  readonly id: string;
}

export interface RolloutQuery {
  /** As for projects. */
  readonly visibleTo?: readonly string[] | undefined;
  readonly projectId?: string | undefined;
  readonly text?: string | undefined;
  readonly state?: RolloutState | undefined;
  readonly entityRef?: string | undefined;
  readonly after?: RolloutPosition | undefined;
  readonly limit: number;
  readonly overlay: Overlay;
}

/** Keeps rollouts, and what was last seen of them. */
export interface RolloutStore {
  /** Throws ConflictError where the project has one of that name. */
  insert(rollout: RolloutRecord): Promise<void>;
  find(projectId: string, name: string): Promise<RolloutRecord | undefined>;
  findById(id: string): Promise<RolloutRecord | undefined>;
  /** Reads it and keeps others from changing it until the transaction ends. */
  lock(id: string): Promise<RolloutRecord | undefined>;
  update(id: string, patch: RolloutPatch): Promise<void>;
  /** Worst first, then by name. */
  list(query: RolloutQuery): Promise<StorePage<RolloutRecord, RolloutPosition>>;
  /** All rollouts of a cluster, for a comparison with what is in it. */
  listByCluster(cluster: string): Promise<readonly RolloutRecord[]>;
  /** How many rollouts of each project are in each state. */
  countStates(
    projectIds: readonly string[],
    overlay: Overlay,
  ): Promise<ReadonlyMap<string, Partial<Record<RolloutState, number>>>>;
}
