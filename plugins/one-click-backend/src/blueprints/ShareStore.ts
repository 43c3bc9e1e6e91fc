import type { Instant } from '../storage/Instant';
import type { StorePage } from '../storage/StorePage';

/** The link of a blueprint; of its token only the hash is kept. */
export interface ShareRecord {
  readonly blueprintId: string;
  readonly tokenHash: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant;
}

/** A user or group that has a blueprint. */
export interface SubscriptionRecord {
  readonly blueprintId: string;
  readonly principal: string;
  readonly since: Instant;
  readonly by: string;
}

/** Keeps who has which blueprint, beside its owners. */
export interface ShareStore {
  /** Takes the place of the link before. */
  putLink(link: ShareRecord): Promise<void>;
  findLink(blueprintId: string): Promise<ShareRecord | undefined>;
  findLinkByHash(tokenHash: string): Promise<ShareRecord | undefined>;
  removeLink(blueprintId: string): Promise<boolean>;
  /** Leaves a subscription that is there as it is. */
  subscribe(subscription: SubscriptionRecord): Promise<void>;
  unsubscribe(blueprintId: string, principal: string): Promise<boolean>;
  /** Which of some blueprints one of the principals has. */
  listSubscribed(
    blueprintIds: readonly string[],
    principals: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /** By principal. */
  listSubscribers(query: {
    readonly blueprintId: string;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<StorePage<SubscriptionRecord, string>>;
}
