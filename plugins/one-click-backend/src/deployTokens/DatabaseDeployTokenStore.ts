import type { Knex } from 'knex';
import type { Instant } from '../storage/Instant';
import { fromColumn, toColumn } from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type { StorePage } from '../storage/StorePage';
import type {
  DeployTokenPosition,
  DeployTokenRecord,
  DeployTokenStore,
} from './DeployTokenStore';

interface DeployTokenRow {
  id: string;
  rollout_id: string;
  name: string;
  token_hash: string;
  created_at: string;
  created_by: string;
  expires_at: string;
  last_used_at: Nullable<string>;
  revoked_at: Nullable<string>;
  revoked_by: Nullable<string>;
}

/** Keeps deploy tokens in the plugin's database. */
export class DatabaseDeployTokenStore implements DeployTokenStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseDeployTokenStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(token: DeployTokenRecord): Promise<void> {
    await this.#table().insert({
      id: token.id,
      rollout_id: token.rolloutId,
      name: token.name,
      token_hash: token.tokenHash,
      created_at: token.createdAt,
      created_by: token.createdBy,
      expires_at: token.expiresAt,
      last_used_at: toColumn(token.lastUsedAt),
      revoked_at: toColumn(token.revokedAt),
      revoked_by: toColumn(token.revokedBy),
    });
  }

  async findByHash(tokenHash: string): Promise<DeployTokenRecord | undefined> {
    const row = await this.#table().where({ token_hash: tokenHash }).first();
    return row && toRecord(row);
  }

  async list(query: {
    readonly rolloutId: string;
    readonly before?: DeployTokenPosition | undefined;
    readonly limit: number;
  }): Promise<StorePage<DeployTokenRecord, DeployTokenPosition>> {
    const { rolloutId, before, limit } = query;
    const all = this.#table().where({ rollout_id: rolloutId });
    const count = await all.clone().count({ total: '*' }).first();
    const rows = await all
      .modify(
        rest =>
          before &&
          rest.whereRaw('(created_at, id) < (?, ?)', [
            before.createdAt,
            before.id,
          ]),
      )
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit + 1);
    const items = rows.slice(0, limit).map(toRecord);
    return {
      items,
      total: Number(count?.total ?? 0),
      next: rows.length > limit ? items.at(-1) : undefined,
    };
  }

  async countLive(rolloutId: string, now: Instant): Promise<number> {
    const count = await this.#table()
      .where({ rollout_id: rolloutId })
      .whereNull('revoked_at')
      .where('expires_at', '>', now)
      .count({ total: '*' })
      .first();
    return Number(count?.total ?? 0);
  }

  async revoke(
    rolloutId: string,
    id: string,
    revoked: { readonly at: Instant; readonly by: string },
  ): Promise<DeployTokenRecord | undefined> {
    const one = () => this.#table().where({ rollout_id: rolloutId, id });
    await one()
      .whereNull('revoked_at')
      .update({ revoked_at: revoked.at, revoked_by: revoked.by });
    const row = await one().first();
    return row && toRecord(row);
  }

  async recordUse(id: string, at: Instant): Promise<void> {
    await this.#table().where({ id }).update({ last_used_at: at });
  }

  #table(): Knex.QueryBuilder<DeployTokenRow, DeployTokenRow[]> {
    return this.#knex<DeployTokenRow>('deploy_tokens');
  }
}

function toRecord(row: DeployTokenRow): DeployTokenRecord {
  return {
    id: row.id,
    rolloutId: row.rollout_id,
    name: row.name,
    tokenHash: row.token_hash,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: fromColumn(row.last_used_at),
    revokedAt: fromColumn(row.revoked_at),
    revokedBy: fromColumn(row.revoked_by),
  };
}
