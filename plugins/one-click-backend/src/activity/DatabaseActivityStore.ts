import { ACTS } from '@one-click/backstage-plugin-one-click-common';
import type {
  Act,
  ActivityDetails,
  ActivityKind,
  ActivityOutcome,
} from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import {
  fromColumn,
  fromNullableJson,
  toColumn,
  toJson,
} from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type { StorePage } from '../storage/StorePage';
import { FAILED_OUTCOMES, MAX_COUNTED } from './ActivityStore';
import type {
  ActivityEntry,
  ActivityListQuery,
  ActivityRecord,
  ActivityStore,
} from './ActivityStore';

interface ActivityRow {
  id: number;
  project_id: string;
  rollout_id: Nullable<string>;
  rollout_name: Nullable<string>;
  at: string;
  actor: string;
  act: Act;
  kind: Nullable<ActivityKind>;
  revision: Nullable<number>;
  outcome: ActivityOutcome;
  details: Nullable<string>;
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
      rollout_name: toColumn(activity.rolloutName),
      at: activity.at,
      actor: activity.actor,
      act: activity.act,
      kind: ACTS[activity.act],
      revision: toColumn(activity.revision),
      outcome: activity.outcome ?? 'done',
      details: toJson(activity.details),
    });
  }

  async list(
    query: ActivityListQuery,
  ): Promise<StorePage<ActivityEntry, number>> {
    const { before, limit } = query;
    const counted = this.#matching(query)
      .select(this.#knex.raw('1 as one'))
      .limit(MAX_COUNTED);
    const [count] = await this.#knex
      .from(counted.as('counted'))
      .count<{ total: number | string }[]>({ total: '*' });
    const rows: ActivityRow[] = await this.#matching(query)
      .modify(page => before !== undefined && page.where('id', '<', before))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .select('*');
    const items = rows.slice(0, limit).map(toEntry);
    return {
      items,
      total: Number(count?.total ?? 0),
      next: rows.length > limit ? items.at(-1)?.id : undefined,
    };
  }

  async count(query: Parameters<ActivityStore['count']>[0]): Promise<number> {
    const { rolloutId, act, since } = query;
    const [count] = await this.#knex('activity')
      .where({ rollout_id: rolloutId, kind: ACTS[act], act })
      .where('at', '>=', since)
      .count<{ total: number | string }[]>({ total: '*' });
    return Number(count?.total ?? 0);
  }

  #matching(query: ActivityListQuery): Knex.QueryBuilder {
    const { projectId, rolloutId, kind, actor, failed, since } = query;
    return this.#knex('activity')
      .where({
        project_id: projectId,
        ...(rolloutId !== undefined && { rollout_id: rolloutId }),
        ...(kind !== undefined && { kind }),
        ...(actor !== undefined && { actor }),
      })
      .modify(entries => {
        if (failed) {
          entries.whereIn('outcome', [...FAILED_OUTCOMES]);
        }
        if (since !== undefined) {
          entries.where('at', '>=', since);
        }
      });
  }
}

function toEntry(row: ActivityRow): ActivityEntry {
  return {
    id: row.id,
    projectId: row.project_id,
    rolloutId: fromColumn(row.rollout_id),
    rolloutName: fromColumn(row.rollout_name),
    at: row.at,
    actor: row.actor,
    act: row.act,
    revision: fromColumn(row.revision),
    outcome: row.outcome,
    details: fromNullableJson<ActivityDetails>(row.details) ?? {},
  };
}
