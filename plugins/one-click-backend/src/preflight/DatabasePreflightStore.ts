import type { Finding } from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import type { Instant } from '../storage/Instant';
import { fromJson } from '../storage/rows';
import type {
  PreflightKey,
  PreflightRecord,
  PreflightStore,
} from './PreflightStore';

interface PreflightRow {
  project_id: string;
  rollout: string;
  actor: string;
  draft_hash: string;
  findings: string;
  checked_at: string;
}

/** Keeps pre-flights in the plugin's database, so that any replica may take the save. */
export class DatabasePreflightStore implements PreflightStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabasePreflightStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(record: PreflightRecord): Promise<void> {
    await this.#table()
      .insert({
        project_id: record.projectId,
        rollout: record.rollout,
        actor: record.actor,
        draft_hash: record.draftHash,
        findings: JSON.stringify(record.findings),
        checked_at: record.checkedAt,
      })
      .onConflict(['project_id', 'rollout', 'actor'])
      .merge();
  }

  async find(key: PreflightKey): Promise<PreflightRecord | undefined> {
    const { projectId, rollout, actor } = key;
    const row = await this.#table()
      .where({ project_id: projectId, rollout, actor })
      .first();
    return (
      row && {
        projectId,
        rollout,
        actor,
        draftHash: row.draft_hash,
        findings: fromJson<Finding[]>(row.findings),
        checkedAt: row.checked_at,
      }
    );
  }

  async prune(before: Instant): Promise<void> {
    await this.#table().where('checked_at', '<', before).delete();
  }

  #table(): Knex.QueryBuilder<PreflightRow, PreflightRow[]> {
    return this.#knex<PreflightRow>('preflights');
  }
}
