import type { Proposal } from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import { fromColumn, fromJson, toColumn } from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type { StorePage } from '../storage/StorePage';
import type {
  ProposalDecision,
  ProposalPosition,
  ProposalRecord,
  ProposalStore,
} from './ProposalStore';

const MAX_IN_STATE = 100;

interface ProposalRow {
  id: string;
  rollout_id: string;
  base_revision: number;
  patch: string;
  actor: string;
  source: string;
  state: string;
  created_at: string;
  decided_at: Nullable<string>;
  decided_by: Nullable<string>;
  revision: Nullable<number>;
}

/** Keeps proposals in the plugin's database. */
export class DatabaseProposalStore implements ProposalStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseProposalStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(proposal: ProposalRecord): Promise<void> {
    await this.#table().insert({
      id: proposal.id,
      rollout_id: proposal.rolloutId,
      base_revision: proposal.baseRevision,
      patch: JSON.stringify(proposal.patch),
      actor: proposal.actor,
      source: proposal.source,
      state: proposal.state,
      created_at: proposal.createdAt,
      decided_at: toColumn(proposal.decidedAt),
      decided_by: toColumn(proposal.decidedBy),
      revision: toColumn(proposal.revision),
    });
  }

  async find(
    rolloutId: string,
    id: string,
  ): Promise<ProposalRecord | undefined> {
    const row = await this.#table()
      .where({ rollout_id: rolloutId, id })
      .first();
    return row && toRecord(row);
  }

  async listInState(
    rolloutId: string,
    state: Proposal['state'],
  ): Promise<readonly ProposalRecord[]> {
    const rows = await this.#newestFirst(rolloutId)
      .where({ state })
      .limit(MAX_IN_STATE);
    return rows.map(toRecord);
  }

  async list(query: {
    readonly rolloutId: string;
    readonly before?: ProposalPosition | undefined;
    readonly limit: number;
  }): Promise<StorePage<ProposalRecord, ProposalPosition>> {
    const { rolloutId, before, limit } = query;
    const count = await this.#table()
      .where({ rollout_id: rolloutId })
      .count({ total: '*' })
      .first();
    const rows = await this.#newestFirst(rolloutId)
      .modify(
        rest =>
          before &&
          rest.whereRaw('(created_at, id) < (?, ?)', [
            before.createdAt,
            before.id,
          ]),
      )
      .limit(limit + 1);
    const items = rows.slice(0, limit).map(toRecord);
    return {
      items,
      total: Number(count?.total ?? 0),
      next: rows.length > limit ? items.at(-1) : undefined,
    };
  }

  async decide(id: string, decision: ProposalDecision): Promise<boolean> {
    const decided = await this.#table()
      .where({ id, state: 'open' })
      .update({
        state: decision.state,
        decided_at: decision.decidedAt,
        decided_by: decision.decidedBy,
        revision: toColumn(decision.revision),
      });
    return decided > 0;
  }

  #table(): Knex.QueryBuilder<ProposalRow, ProposalRow[]> {
    return this.#knex<ProposalRow>('proposals');
  }

  #newestFirst(
    rolloutId: string,
  ): Knex.QueryBuilder<ProposalRow, ProposalRow[]> {
    return this.#table()
      .where({ rollout_id: rolloutId })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
  }
}

function toRecord(row: ProposalRow): ProposalRecord {
  return {
    id: row.id,
    rolloutId: row.rollout_id,
    baseRevision: row.base_revision,
    patch: fromJson(row.patch),
    actor: row.actor,
    source: row.source as Proposal['source'],
    state: row.state as Proposal['state'],
    createdAt: row.created_at,
    decidedAt: fromColumn(row.decided_at),
    decidedBy: fromColumn(row.decided_by),
    revision: fromColumn(row.revision),
  };
}
