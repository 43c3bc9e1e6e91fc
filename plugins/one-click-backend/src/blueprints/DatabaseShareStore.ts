import type { Knex } from 'knex';
import type { StorePage } from '../storage/StorePage';
import type { ShareRecord, ShareStore, SubscriptionRecord } from './ShareStore';

interface ShareRow {
  blueprint_id: string;
  token_hash: string;
  created_at: string;
  created_by: string;
  expires_at: string;
}

interface SubscriptionRow {
  blueprint_id: string;
  principal: string;
  since: string;
  by: string;
}

/** Keeps links and subscriptions in the plugin's database. */
export class DatabaseShareStore implements ShareStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseShareStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async putLink(link: ShareRecord): Promise<void> {
    await this.#links()
      .insert({
        blueprint_id: link.blueprintId,
        token_hash: link.tokenHash,
        created_at: link.createdAt,
        created_by: link.createdBy,
        expires_at: link.expiresAt,
      })
      .onConflict('blueprint_id')
      .merge();
  }

  async findLink(blueprintId: string): Promise<ShareRecord | undefined> {
    const row = await this.#links()
      .where({ blueprint_id: blueprintId })
      .first();
    return row && toLink(row);
  }

  async findLinkByHash(tokenHash: string): Promise<ShareRecord | undefined> {
    const row = await this.#links().where({ token_hash: tokenHash }).first();
    return row && toLink(row);
  }

  async removeLink(blueprintId: string): Promise<boolean> {
    const removed = await this.#links()
      .where({ blueprint_id: blueprintId })
      .del();
    return removed > 0;
  }

  async subscribe(subscription: SubscriptionRecord): Promise<void> {
    const { blueprintId, ...same } = subscription;
    await this.#subscriptions()
      .insert({ ...same, blueprint_id: blueprintId })
      .onConflict(['blueprint_id', 'principal'])
      .ignore();
  }

  async unsubscribe(blueprintId: string, principal: string): Promise<boolean> {
    const removed = await this.#subscriptions()
      .where({ blueprint_id: blueprintId, principal })
      .del();
    return removed > 0;
  }

  async listSubscribed(
    blueprintIds: readonly string[],
    principals: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (blueprintIds.length === 0) {
      return new Set();
    }
    const rows = await this.#subscriptions()
      .whereIn('blueprint_id', [...blueprintIds])
      .whereIn('principal', [...principals]);
    return new Set(rows.map(row => row.blueprint_id));
  }

  async listSubscribers(query: {
    readonly blueprintId: string;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<StorePage<SubscriptionRecord, string>> {
    const { blueprintId, after, limit } = query;
    const all = this.#subscriptions().where({ blueprint_id: blueprintId });
    const count = await all.clone().count({ total: '*' }).first();
    const rows: SubscriptionRow[] = await all
      .modify(rest => after && rest.where('principal', '>', after))
      .orderBy('principal')
      .limit(limit + 1);
    const items = rows.slice(0, limit).map(({ blueprint_id, ...same }) => ({
      ...same,
      blueprintId: blueprint_id,
    }));
    return {
      items,
      total: Number(count?.total ?? 0),
      next: rows.length > limit ? items.at(-1)?.principal : undefined,
    };
  }

  #links(): Knex.QueryBuilder<ShareRow, ShareRow[]> {
    return this.#knex<ShareRow>('blueprint_shares');
  }

  #subscriptions(): Knex.QueryBuilder<SubscriptionRow, SubscriptionRow[]> {
    return this.#knex<SubscriptionRow>('blueprint_subscriptions');
  }
}

function toLink(row: ShareRow): ShareRecord {
  return {
    blueprintId: row.blueprint_id,
    tokenHash: row.token_hash,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
  };
}
