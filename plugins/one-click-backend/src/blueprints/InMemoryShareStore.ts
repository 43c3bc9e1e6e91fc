import type { MemoryTables } from '../storage/MemoryTables';
import type { StorePage } from '../storage/StorePage';
import type { ShareRecord, ShareStore, SubscriptionRecord } from './ShareStore';

/** Keeps links and subscriptions in memory, for tests. */
export class InMemoryShareStore implements ShareStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async putLink(link: ShareRecord): Promise<void> {
    this.#tables().blueprintShares.set(link.blueprintId, link);
  }

  async findLink(blueprintId: string): Promise<ShareRecord | undefined> {
    return this.#tables().blueprintShares.get(blueprintId);
  }

  async findLinkByHash(tokenHash: string): Promise<ShareRecord | undefined> {
    return [...this.#tables().blueprintShares.values()].find(
      link => link.tokenHash === tokenHash,
    );
  }

  async removeLink(blueprintId: string): Promise<boolean> {
    return this.#tables().blueprintShares.delete(blueprintId);
  }

  async subscribe(subscription: SubscriptionRecord): Promise<void> {
    const { blueprintId, principal } = subscription;
    const held = await this.listSubscribed([blueprintId], [principal]);
    if (held.size === 0) {
      this.#tables().blueprintSubscriptions.push(subscription);
    }
  }

  async unsubscribe(blueprintId: string, principal: string): Promise<boolean> {
    const tables = this.#tables();
    const before = tables.blueprintSubscriptions;
    tables.blueprintSubscriptions = before.filter(
      each => each.blueprintId !== blueprintId || each.principal !== principal,
    );
    return tables.blueprintSubscriptions.length < before.length;
  }

  async listSubscribed(
    blueprintIds: readonly string[],
    principals: readonly string[],
  ): Promise<ReadonlySet<string>> {
    return new Set(
      this.#tables()
        .blueprintSubscriptions.filter(
          ({ blueprintId, principal }) =>
            blueprintIds.includes(blueprintId) &&
            principals.includes(principal),
        )
        .map(({ blueprintId }) => blueprintId),
    );
  }

  async listSubscribers(query: {
    readonly blueprintId: string;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<StorePage<SubscriptionRecord, string>> {
    const { blueprintId, after = '', limit } = query;
    const all = this.#tables()
      .blueprintSubscriptions.filter(each => each.blueprintId === blueprintId)
      .sort((a, b) => a.principal.localeCompare(b.principal));
    const rest = all.filter(
      ({ principal }) => principal.localeCompare(after) > 0,
    );
    const items = rest.slice(0, limit);
    return {
      items,
      total: all.length,
      next: rest.length > limit ? items.at(-1)?.principal : undefined,
    };
  }
}
