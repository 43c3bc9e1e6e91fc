import type { Knex } from 'knex';
import { fromColumn, toColumn } from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type { ActivityRecord, ActivityStore } from './ActivityStore';

interface ActivityRow {
  project_id: string;
  rollout_id: Nullable<string>;
  at: string;
  actor: string;
  act: string;
  revision: Nullable<number>;
}

/** Keeps activity in the plugin's database. */
export class DatabaseActivityStore implements ActivityStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseActivityStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async append(activity: ActivityRecord): Promise<void> {
    await this.#knex<ActivityRow>('activity').insert({
      project_id: activity.projectId,
      rollout_id: toColumn(activity.rolloutId),
      at: activity.at,
      actor: activity.actor,
      act: activity.act,
      revision: toColumn(activity.revision),
    });
  }

  async list(
    projectId: string,
    limit: number,
  ): Promise<readonly ActivityRecord[]> {
    const rows = await this.#knex<ActivityRow>('activity')
      .where({ project_id: projectId })
      .orderBy('id', 'desc')
      .limit(limit);
    return rows.map(row => ({
      projectId: row.project_id,
      rolloutId: fromColumn(row.rollout_id),
      at: row.at,
      actor: row.actor,
      act: row.act,
      revision: fromColumn(row.revision),
    }));
  }
}
