import { createHash } from 'node:crypto';
import { IdempotencyKeyReusedError } from '../errors';
import type { Instant } from '../storage/Instant';
import type { IdempotencyStore } from './IdempotencyStore';

/** The key that a request carries, and what tells it from another one under the same key. */
export interface IdempotencyKey {
  readonly key: string;
  readonly hash: string;
}

/** Keys are forgotten after this: a client that retries for longer has given up. */
export const KEYS_KEPT_MS = 24 * 60 * 60 * 1000;

/** The key for a request; `parts` are all that makes it the request it is. */
export function createIdempotencyKey(
  key: string,
  parts: readonly unknown[],
): IdempotencyKey {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return { key, hash };
}

/** A key for a later step of the same request: no client can send one like it. */
export function laterStepOf(
  { key, hash }: IdempotencyKey,
  step: string,
): IdempotencyKey {
  const short = createHash('sha256').update(key).digest('hex');
  return { key: `${step} ${short}`, hash };
}

/** Who asks under which key, and when. */
export interface OnceRequest {
  readonly actor: string;
  readonly at: Instant;
  readonly idempotency: IdempotencyKey | undefined;
}

/**
 * Runs `work` once for all requests with the same key, within the transaction
 * of `store`; a retry gets what the first one gave. Without a key it always
 * runs. Throws IdempotencyKeyReusedError where the key was for something else.
 */
export async function once<T>(
  store: IdempotencyStore,
  request: OnceRequest,
  work: () => Promise<T>,
): Promise<T> {
  const { actor, at, idempotency } = request;
  if (!idempotency) {
    return work();
  }
  const { key, hash } = idempotency;
  const before = await store.claim({ actor, key, hash, at });
  if (before && before.hash !== hash) {
    throw new IdempotencyKeyReusedError(key);
  }
  if (before?.result !== undefined) {
    return JSON.parse(before.result) as T;
  }
  const result = await work();
  await store.resolve({ actor, key }, JSON.stringify(result));
  return result;
}
