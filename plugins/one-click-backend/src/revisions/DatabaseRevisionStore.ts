import type {
  Acknowledgement,
  FieldChange,
  Outcome,
  Problem,
  Revision,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Knex } from 'knex';
import type { Instant } from '../storage/Instant';
import {
  fromColumn,
  fromJson,
  fromNullableJson,
  likePattern,
  toColumn,
  toJson,
} from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type { StorePage } from '../storage/StorePage';
import type { OutcomePatch, RevisionRecord } from './RevisionRecord';
import { OPEN_OUTCOMES } from './RevisionStore';
import type { RevisionListQuery, RevisionStore } from './RevisionStore';

interface RevisionRow {
  rollout_id: string;
  number: number;
  created_at: string;
  created_by: string;
  via: Revision['via'];
  rollback_of: Nullable<number>;
  note: Nullable<string>;
  acknowledged: Nullable<string>;
  spec: string;
  changes: string;
  outcome: Outcome;
  outcome_at: Nullable<string>;
  problem: Nullable<string>;
}

/** Keeps revisions in the plugin's database. */
export class DatabaseRevisionStore implements RevisionStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseRevisionStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async append(revision: RevisionRecord): Promise<void> {
    await this.#table().insert(toRow(revision));
  }

  async find(
    rolloutId: string,
    number: number,
  ): Promise<RevisionRecord | undefined> {
    const row = await this.#table()
      .where({ rollout_id: rolloutId, number })
      .first();
    return row && toRecord(row);
  }

  async list(
    query: RevisionListQuery,
  ): Promise<StorePage<RevisionRecord, number>> {
    const { limit } = query;
    const [count] = await this.#matching(query).count<
      { total: number | string }[]
    >({ total: '*' });
    const rows = await this.scan({ ...query, limit: limit + 1 });
    const items = rows.slice(0, limit);
    return {
      items,
      total: Number(count?.total ?? 0),
      next: rows.length > limit ? items.at(-1)?.number : undefined,
    };
  }

  async scan(query: RevisionListQuery): Promise<readonly RevisionRecord[]> {
    const { before, limit } = query;
    const rows: RevisionRow[] = await this.#matching(query)
      .modify(page => before !== undefined && page.where('number', '<', before))
      .orderBy('number', 'desc')
      .limit(limit)
      .select('revisions.*');
    return rows.map(toRecord);
  }

  async pending(rolloutId: string): Promise<readonly number[]> {
    const rows = await this.#table()
      .where({ rollout_id: rolloutId, outcome: 'pending' })
      .orderBy('number')
      .select('number');
    return rows.map(({ number }) => number);
  }

  async listOpen(cluster: string): Promise<readonly string[]> {
    const rows = await this.#knex('revisions')
      .join('rollouts', 'rollouts.id', 'revisions.rollout_id')
      .where('rollouts.cluster', cluster)
      .whereIn('revisions.outcome', [...OPEN_OUTCOMES])
      .distinct<{ rollout_id: string }[]>('revisions.rollout_id');
    return rows.map(({ rollout_id }) => rollout_id);
  }

  async setOutcome(
    rolloutId: string,
    number: number,
    patch: OutcomePatch,
  ): Promise<void> {
    await this.#table()
      .where({ rollout_id: rolloutId, number })
      .update({
        outcome: patch.outcome,
        outcome_at: patch.outcomeAt,
        problem: toJson(patch.problem),
      });
  }

  async supersede(request: {
    readonly rolloutId: string;
    readonly before: number;
    readonly at: Instant;
  }): Promise<readonly number[]> {
    const { rolloutId, before, at } = request;
    const open = await this.#table()
      .where({ rollout_id: rolloutId })
      .where('number', '<', before)
      .whereIn('outcome', [...OPEN_OUTCOMES])
      .orderBy('number')
      .select('number');
    const numbers = open.map(({ number }) => number);
    if (numbers.length > 0) {
      await this.#table()
        .where({ rollout_id: rolloutId })
        .whereIn('number', numbers)
        .update({ outcome: 'superseded', outcome_at: at });
    }
    return numbers;
  }

  #matching(query: RevisionListQuery): Knex.QueryBuilder {
    const { rolloutId, by, via, outcome, section, since, until } = query;
    return this.#knex('revisions')
      .where({
        rollout_id: rolloutId,
        ...(by !== undefined && { created_by: by }),
        ...(via !== undefined && { via }),
        ...(outcome !== undefined && { outcome }),
      })
      .modify(revisions => {
        if (section !== undefined) {
          const part = likePattern(`"section":${JSON.stringify(section)}`);
          revisions.whereRaw("changes like ? escape '\\'", [part]);
        }
        if (since !== undefined) {
          revisions.where('created_at', '>=', since);
        }
        if (until !== undefined) {
          revisions.where('created_at', '<', until);
        }
        if (query.withoutHidden) {
          revisions.whereNotExists(whereHidden);
        }
      });
  }

  #table(): Knex.QueryBuilder<RevisionRow, RevisionRow[]> {
    return this.#knex<RevisionRow>('revisions');
  }
}

function whereHidden(hidden: Knex.QueryBuilder): void {
  hidden
    .from('hidden_revisions')
    .select('hidden_revisions.number')
    .whereRaw('hidden_revisions.rollout_id = revisions.rollout_id')
    .whereRaw('hidden_revisions.number = revisions.number');
}

function toRow(revision: RevisionRecord): RevisionRow {
  return {
    rollout_id: revision.rolloutId,
    number: revision.number,
    created_at: revision.createdAt,
    created_by: revision.createdBy,
    via: revision.via,
    rollback_of: toColumn(revision.rollbackOf),
    note: toColumn(revision.note),
    acknowledged: toJson(revision.acknowledged),
    spec: JSON.stringify(revision.spec),
    changes: JSON.stringify(revision.changes),
    outcome: revision.outcome,
    outcome_at: toColumn(revision.outcomeAt),
    problem: toJson(revision.problem),
  };
}

function toRecord(row: RevisionRow): RevisionRecord {
  return {
    rolloutId: row.rollout_id,
    number: row.number,
    createdAt: row.created_at,
    createdBy: row.created_by,
    via: row.via,
    rollbackOf: fromColumn(row.rollback_of),
    note: fromColumn(row.note),
    acknowledged: fromNullableJson<Acknowledgement[]>(row.acknowledged),
    spec: fromJson<RolloutSpecInput>(row.spec),
    changes: fromJson<FieldChange[]>(row.changes),
    outcome: row.outcome,
    outcomeAt: fromColumn(row.outcome_at),
    problem: fromNullableJson<Problem>(row.problem),
  };
}
