import type {
  WebhookResult,
  WebhookSender,
} from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import type { Instant } from '../storage/Instant';
import { fromColumn, toColumn } from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type { WebhookRecord, WebhookStore } from './WebhookStore';

interface WebhookRow {
  rollout_id: string;
  token_hash: string;
  sender: string;
  sealed_secret: Nullable<string>;
  created_at: string;
  created_by: string;
  last_call_at: Nullable<string>;
  last_result: Nullable<string>;
}

interface DeliveryRow {
  rollout_id: string;
  delivery: string;
  at: string;
}

/** Keeps webhooks in the plugin's database. */
export class DatabaseWebhookStore implements WebhookStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseWebhookStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(webhook: WebhookRecord): Promise<void> {
    await this.#table()
      .insert({
        rollout_id: webhook.rolloutId,
        token_hash: webhook.tokenHash,
        sender: webhook.sender,
        sealed_secret: toColumn(webhook.sealedSecret),
        created_at: webhook.createdAt,
        created_by: webhook.createdBy,
        last_call_at: toColumn(webhook.lastCallAt),
        last_result: toColumn(webhook.lastResult),
      })
      .onConflict('rollout_id')
      .merge();
  }

  async find(rolloutId: string): Promise<WebhookRecord | undefined> {
    const row = await this.#table().where({ rollout_id: rolloutId }).first();
    return row && toRecord(row);
  }

  async findByHash(tokenHash: string): Promise<WebhookRecord | undefined> {
    const row = await this.#table().where({ token_hash: tokenHash }).first();
    return row && toRecord(row);
  }

  async remove(rolloutId: string): Promise<boolean> {
    const gone = await this.#table().where({ rollout_id: rolloutId }).del();
    return gone > 0;
  }

  async recordCall(
    rolloutId: string,
    call: { readonly at: Instant; readonly result: WebhookResult },
  ): Promise<void> {
    await this.#table()
      .where({ rollout_id: rolloutId })
      .update({ last_call_at: call.at, last_result: call.result });
  }

  async addDelivery(
    rolloutId: string,
    delivery: { readonly id: string; readonly at: Instant },
  ): Promise<boolean> {
    const added = await this.#deliveries()
      .insert({
        rollout_id: rolloutId,
        delivery: delivery.id,
        at: delivery.at,
      })
      .onConflict(['rollout_id', 'delivery'])
      .ignore()
      .returning('delivery');
    return added.length > 0;
  }

  async pruneDeliveries(before: Instant): Promise<void> {
    await this.#deliveries().where('at', '<', before).del();
  }

  #table(): Knex.QueryBuilder<WebhookRow, WebhookRow[]> {
    return this.#knex<WebhookRow>('webhook_tokens');
  }

  #deliveries(): Knex.QueryBuilder<DeliveryRow, DeliveryRow[]> {
    return this.#knex<DeliveryRow>('webhook_deliveries');
  }
}

function toRecord(row: WebhookRow): WebhookRecord {
  return {
    rolloutId: row.rollout_id,
    tokenHash: row.token_hash,
    sender: row.sender as WebhookSender,
    sealedSecret: fromColumn(row.sealed_secret),
    createdAt: row.created_at,
    createdBy: row.created_by,
    lastCallAt: fromColumn(row.last_call_at),
    lastResult: fromColumn(row.last_result) as WebhookResult | undefined,
  };
}
