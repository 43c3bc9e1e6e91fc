import type { Knex } from 'knex';
import type { Instant } from '../storage/Instant';
import { fromColumn } from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type {
  IdempotencyStore,
  IdempotentRequest,
  IdempotentResult,
} from './IdempotencyStore';

interface IdempotencyRow {
  actor: string;
  key: string;
  request_hash: string;
  result: Nullable<string>;
  created_at: string;
}

/** Keeps idempotency keys in the plugin's database. */
export class DatabaseIdempotencyStore implements IdempotencyStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseIdempotencyStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async claim(
    request: IdempotentRequest,
  ): Promise<IdempotentResult | undefined> {
    const { actor, key, hash, at } = request;
    const claimed = await this.#knex<IdempotencyRow>('idempotency_keys')
      .insert({ actor, key, request_hash: hash, result: null, created_at: at })
      .onConflict(['actor', 'key'])
      .ignore()
      .returning('key');
    if (claimed.length > 0) {
      return undefined;
    }
    const row = await this.#knex<IdempotencyRow>('idempotency_keys')
      .where({ actor, key })
      .first();
    return row && { hash: row.request_hash, result: fromColumn(row.result) };
  }

  async resolve(
    request: Pick<IdempotentRequest, 'actor' | 'key'>,
    result: string,
  ): Promise<void> {
    const { actor, key } = request;
    await this.#knex<IdempotencyRow>('idempotency_keys')
      .where({ actor, key })
      .update({ result });
  }

  async prune(before: Instant): Promise<void> {
    await this.#knex<IdempotencyRow>('idempotency_keys')
      .where('created_at', '<', before)
      .del();
  }
}
