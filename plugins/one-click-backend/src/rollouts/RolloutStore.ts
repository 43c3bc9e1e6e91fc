import type { RolloutState } from '@one-click/backstage-plugin-one-click-common';
import type { Visibility } from '../access/ProjectFilter';
import type { Overlay } from '../health/overlay';
import type { Instant } from '../storage/Instant';
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
  readonly visibleTo?: Visibility | undefined;
  readonly projectId?: string | undefined;
  readonly text?: string | undefined;
  /** What is in the bin is left out unless this is `InTheBin`. */
  readonly state?: RolloutState | undefined;
  readonly entityRef?: string | undefined;
  /** Only those whose update policy found a newer image. */
  readonly hasNewerImage?: boolean | undefined;
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
  /** Worst first, then by name. Those that went to the bin with their project show up only where the project is named. */
  list(query: RolloutQuery): Promise<StorePage<RolloutRecord, RolloutPosition>>;
  /** Every rollout of a project, those in the bin included, by name. */
  listByProject(projectId: string): Promise<readonly RolloutRecord[]>;
  /** Rollouts whose time in the bin is over, and that no purge is at; not those that went there with their project. */
  listExpired(now: Instant, limit: number): Promise<readonly RolloutRecord[]>;
  /** Removes a rollout and its revisions for good. */
  remove(id: string): Promise<void>;
  /** All rollouts of a cluster, for a comparison with what is in it. */
  listByCluster(cluster: string): Promise<readonly RolloutRecord[]>;
  /** How many of those that a query finds are in each state; states without any are absent. */
  count(
    query: Omit<RolloutQuery, 'after' | 'limit'>,
  ): Promise<Partial<Record<RolloutState, number>>>;
  /** How many rollouts of each project are in each state; those in the bin do not count. */
  countStates(
    projectIds: readonly string[],
    overlay: Overlay,
  ): Promise<ReadonlyMap<string, Partial<Record<RolloutState, number>>>>;
}
