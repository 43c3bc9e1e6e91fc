import type { Instant } from '../storage/Instant';
import type { MemoryTables } from '../storage/MemoryTables';
import type {
  IdempotencyStore,
  IdempotentRequest,
  IdempotentResult,
} from './IdempotencyStore';

/** Keeps idempotency keys in memory, for tests. */
export class InMemoryIdempotencyStore implements IdempotencyStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async claim(
    request: IdempotentRequest,
  ): Promise<IdempotentResult | undefined> {
    const { idempotency } = this.#tables();
    const { hash, at } = request;
    const known = idempotency.get(keyOf(request));
    if (known) {
      return { hash: known.hash, result: known.result };
    }
    idempotency.set(keyOf(request), { hash, at, result: undefined });
    return undefined;
  }

  async resolve(
    request: Pick<IdempotentRequest, 'actor' | 'key'>,
    result: string,
  ): Promise<void> {
    const { idempotency } = this.#tables();
    const claimed = idempotency.get(keyOf(request));
    if (claimed) {
      idempotency.set(keyOf(request), { ...claimed, result });
    }
  }

  async prune(before: Instant): Promise<void> {
    const { idempotency } = this.#tables();
    for (const [key, { at }] of idempotency) {
      if (at < before) {
        idempotency.delete(key);
      }
    }
  }
}

function keyOf(request: Pick<IdempotentRequest, 'actor' | 'key'>): string {
  return JSON.stringify([request.actor, request.key]);
}
