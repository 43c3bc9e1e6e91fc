import type { WebhookResult } from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';
import type { MemoryTables } from '../storage/MemoryTables';
import type { WebhookRecord, WebhookStore } from './WebhookStore';

/** Keeps webhooks in memory, for tests. */
export class InMemoryWebhookStore implements WebhookStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async put(webhook: WebhookRecord): Promise<void> {
    this.#tables().webhooks.set(webhook.rolloutId, webhook);
  }

  async find(rolloutId: string): Promise<WebhookRecord | undefined> {
    return this.#tables().webhooks.get(rolloutId);
  }

  async findByHash(tokenHash: string): Promise<WebhookRecord | undefined> {
    return [...this.#tables().webhooks.values()].find(
      each => each.tokenHash === tokenHash,
    );
  }

  async remove(rolloutId: string): Promise<boolean> {
    return this.#tables().webhooks.delete(rolloutId);
  }

  async recordCall(
    rolloutId: string,
    call: { readonly at: Instant; readonly result: WebhookResult },
  ): Promise<void> {
    const { webhooks } = this.#tables();
    const webhook = webhooks.get(rolloutId);
    if (webhook) {
      const { at: lastCallAt, result: lastResult } = call;
      webhooks.set(rolloutId, { ...webhook, lastCallAt, lastResult });
    }
  }

  async addDelivery(
    rolloutId: string,
    delivery: { readonly id: string; readonly at: Instant },
  ): Promise<boolean> {
    const { deliveries } = this.#tables();
    const key = `${rolloutId} ${delivery.id}`;
    const isNew = !deliveries.has(key);
    if (isNew) {
      deliveries.set(key, delivery.at);
    }
    return isNew;
  }

  async pruneDeliveries(before: Instant): Promise<void> {
    const { deliveries } = this.#tables();
    for (const [key, at] of deliveries) {
      if (at < before) {
        deliveries.delete(key);
      }
    }
  }
}
