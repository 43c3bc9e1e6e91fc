import type {
  WebhookResult,
  WebhookSender,
} from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';

/** A rollout's webhook; the token of its URL is not in it. */
export interface WebhookRecord {
  readonly rolloutId: string;
  /** SHA-256, hexadecimal. */
  readonly tokenHash: string;
  readonly sender: WebhookSender;
  /** The secret that signs calls, sealed with the token. */
  readonly sealedSecret: string | undefined;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly lastCallAt: Instant | undefined;
  readonly lastResult: WebhookResult | undefined;
}

/** Keeps webhooks, and which calls were taken. */
export interface WebhookStore {
  /** In place of the rollout's webhook before. */
  put(webhook: WebhookRecord): Promise<void>;
  find(rolloutId: string): Promise<WebhookRecord | undefined>;
  findByHash(tokenHash: string): Promise<WebhookRecord | undefined>;
  remove(rolloutId: string): Promise<boolean>;
  recordCall(
    rolloutId: string,
    call: { readonly at: Instant; readonly result: WebhookResult },
  ): Promise<void>;
  /** Remembers a call; false where it came before. */
  addDelivery(
    rolloutId: string,
    delivery: { readonly id: string; readonly at: Instant },
  ): Promise<boolean>;
  /** Forgets calls that are older. */
  pruneDeliveries(before: Instant): Promise<void>;
}
