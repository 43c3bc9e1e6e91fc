import type {
  Revision,
  UpdateImage,
} from '@one-click/backstage-plugin-one-click-common';
import {
  fromColumn,
  fromJson,
  fromNullableJson,
  numberFrom,
  toColumn,
  toJson,
} from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type {
  Drift,
  Facade,
  LiveFacts,
  RolloutPatch,
  RolloutRecord,
  SeenState,
} from './RolloutRecord';

/** A row of the table `rollouts`. */
export interface RolloutRow {
  id: string;
  project_id: string;
  cluster: string;
  name: string;
  title: string;
  created_at: string;
  created_by: string;
  newest: number;
  changed_at: string;
  changed_by: string;
  changed_via: Revision['via'];
  facade: string;
  waiting_since: Nullable<string>;
  told_at: string;
  told: Nullable<number>;
  known_generation: Nullable<number | string>;
  state: Nullable<SeenState>;
  live: Nullable<string>;
  drift: Nullable<string>;
  // SQLite has no booleans and gives numbers back.
  made_in_cluster: boolean | number;
  deleted_in_cluster: boolean | number;
  pinned: boolean | number;
  newer_image: Nullable<string>;
  binned_at: Nullable<string>;
  binned_by: Nullable<string>;
  purge_at: Nullable<string>;
  binned_with_project: boolean | number;
  purge_id: Nullable<string>;
  avatar: Nullable<string>;
}

/** The row that holds a rollout. */
export function toRolloutRow(rollout: RolloutRecord): RolloutRow {
  return {
    id: rollout.id,
    project_id: rollout.projectId,
    cluster: rollout.cluster,
    name: rollout.name,
    title: rollout.title,
    created_at: rollout.createdAt,
    created_by: rollout.createdBy,
    newest: rollout.newest,
    changed_at: rollout.changedAt,
    changed_by: rollout.changedBy,
    changed_via: rollout.changedVia,
    facade: JSON.stringify(rollout.facade),
    waiting_since: toColumn(rollout.waitingSince),
    told_at: rollout.toldAt,
    told: toColumn(rollout.told),
    known_generation: toColumn(rollout.knownGeneration),
    state: toColumn(rollout.state),
    live: toJson(rollout.live),
    made_in_cluster: rollout.madeInCluster,
    drift: toJson(rollout.drift),
    deleted_in_cluster: rollout.deletedInCluster,
    pinned: rollout.pinned,
    newer_image: toJson(rollout.newerImage),
    binned_at: toColumn(rollout.binnedAt),
    binned_by: toColumn(rollout.binnedBy),
    purge_at: toColumn(rollout.purgeAt),
    binned_with_project: rollout.binnedWithProject,
    purge_id: toColumn(rollout.purgeId),
    avatar: toColumn(rollout.avatar),
  };
}

const COLUMNS = {
  title: 'title',
  newest: 'newest',
  changedAt: 'changed_at',
  changedBy: 'changed_by',
  changedVia: 'changed_via',
  facade: 'facade',
  waitingSince: 'waiting_since',
  toldAt: 'told_at',
  told: 'told',
  knownGeneration: 'known_generation',
  state: 'state',
  live: 'live',
  madeInCluster: 'made_in_cluster',
  drift: 'drift',
  deletedInCluster: 'deleted_in_cluster',
  pinned: 'pinned',
  newerImage: 'newer_image',
  binnedAt: 'binned_at',
  binnedBy: 'binned_by',
  purgeAt: 'purge_at',
  binnedWithProject: 'binned_with_project',
  purgeId: 'purge_id',
  avatar: 'avatar',
} as const satisfies Record<keyof RolloutPatch, keyof RolloutRow>;

/** The columns that a patch changes; a field that is there and undefined becomes NULL. */
export function patchToRolloutRow(patch: RolloutPatch): Partial<RolloutRow> {
  const entries = Object.entries(patch).map(([field, value]) => [
    COLUMNS[field as keyof RolloutPatch],
    typeof value === 'object' ? JSON.stringify(value) : toColumn(value),
  ]);
  return Object.fromEntries(entries);
}

/** The rollout that a row holds. */
export function fromRolloutRow(row: RolloutRow): RolloutRecord {
  return {
    id: row.id,
    projectId: row.project_id,
    cluster: row.cluster,
    name: row.name,
    title: row.title,
    createdAt: row.created_at,
    createdBy: row.created_by,
    newest: row.newest,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    changedVia: row.changed_via,
    facade: fromJson<Facade>(row.facade),
    waitingSince: fromColumn(row.waiting_since),
    toldAt: row.told_at,
    told: fromColumn(row.told),
    knownGeneration: numberFrom(row.known_generation),
    state: fromColumn(row.state),
    live: fromNullableJson<LiveFacts>(row.live),
    madeInCluster: Boolean(row.made_in_cluster),
    drift: fromNullableJson<Drift>(row.drift),
    deletedInCluster: Boolean(row.deleted_in_cluster),
    pinned: Boolean(row.pinned),
    newerImage: fromNullableJson<UpdateImage>(row.newer_image),
    binnedAt: fromColumn(row.binned_at),
    binnedBy: fromColumn(row.binned_by),
    purgeAt: fromColumn(row.purge_at),
    binnedWithProject: Boolean(row.binned_with_project),
    purgeId: fromColumn(row.purge_id),
    avatar: fromColumn(row.avatar),
  };
}
