import type { Instant } from '../storage/Instant';

/** A request that may come twice. */
export interface IdempotentRequest {
  readonly actor: string;
  readonly key: string;
  /** Tells another request under the same key from a retry. */
  readonly hash: string;
  readonly at: Instant;
}

/** What a key was used for before; `result` is absent only until the first request ends. */
export interface IdempotentResult {
  readonly hash: string;
  readonly result: string | undefined;
}

/** Keeps the results of requests that carried an Idempotency-Key. */
export interface IdempotencyStore {
  /**
   * Claims the key within a transaction; returns what is kept under it where
   * it was claimed before. Waits for another transaction that claims it now.
   */
  claim(request: IdempotentRequest): Promise<IdempotentResult | undefined>;
  resolve(
    request: Pick<IdempotentRequest, 'actor' | 'key'>,
    result: string,
  ): Promise<void>;
  /** Forgets keys that were claimed before an instant. */
  prune(before: Instant): Promise<void>;
}
