import type { Knex } from 'knex';
import { fromColumn, fromJson, toColumn } from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type { PurgePatch, PurgeRecord, PurgeStore } from './PurgeStore';

interface PurgeRow {
  id: string;
  parent_id: Nullable<string>;
  project_id: string;
  project: string;
  rollout: Nullable<string>;
  requested_at: string;
  requested_by: string;
  checked_at: Nullable<string>;
  finished_at: Nullable<string>;
  seen: string;
  remaining: string;
  kept: string;
}

/** Keeps purges in the plugin's database. */
export class DatabasePurgeStore implements PurgeStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabasePurgeStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(purge: PurgeRecord): Promise<void> {
    await this.#table().insert({
      id: purge.id,
      parent_id: toColumn(purge.parentId),
      project_id: purge.projectId,
      project: purge.project,
      rollout: toColumn(purge.rollout),
      requested_at: purge.requestedAt,
      requested_by: purge.requestedBy,
      checked_at: toColumn(purge.checkedAt),
      finished_at: toColumn(purge.finishedAt),
      seen: JSON.stringify(purge.seen),
      remaining: JSON.stringify(purge.remaining),
      kept: JSON.stringify(purge.kept),
    });
  }

  async find(id: string): Promise<PurgeRecord | undefined> {
    const row = await this.#table().where({ id }).first();
    return row && toRecord(row);
  }

  async listParts(parentId: string): Promise<readonly PurgeRecord[]> {
    const rows = await this.#table()
      .where({ parent_id: parentId })
      .orderBy('rollout');
    return rows.map(toRecord);
  }

  async update(id: string, patch: PurgePatch): Promise<void> {
    const { checkedAt, finishedAt, seen, remaining, kept } = patch;
    const row = {
      ...(checkedAt !== undefined && { checked_at: checkedAt }),
      ...(finishedAt !== undefined && { finished_at: finishedAt }),
      ...(seen && { seen: JSON.stringify(seen) }),
      ...(remaining && { remaining: JSON.stringify(remaining) }),
      ...(kept && { kept: JSON.stringify(kept) }),
    };
    if (Object.keys(row).length > 0) {
      await this.#table().where({ id }).update(row);
    }
  }

  #table(): Knex.QueryBuilder<PurgeRow, PurgeRow[]> {
    return this.#knex<PurgeRow>('purges');
  }
}

function toRecord(row: PurgeRow): PurgeRecord {
  return {
    id: row.id,
    parentId: fromColumn(row.parent_id),
    projectId: row.project_id,
    project: row.project,
    rollout: fromColumn(row.rollout),
    requestedAt: row.requested_at,
    requestedBy: row.requested_by,
    checkedAt: fromColumn(row.checked_at),
    finishedAt: fromColumn(row.finished_at),
    seen: fromJson<PurgeRecord['seen']>(row.seen),
    remaining: fromJson<PurgeRecord['remaining']>(row.remaining),
    kept: fromJson<PurgeRecord['kept']>(row.kept),
  };
}
