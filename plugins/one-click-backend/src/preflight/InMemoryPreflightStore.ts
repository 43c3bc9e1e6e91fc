import type { Instant } from '../storage/Instant';
import type { MemoryTables } from '../storage/MemoryTables';
import type {
  PreflightKey,
  PreflightRecord,
  PreflightStore,
} from './PreflightStore';

/** Keeps pre-flights in memory, for tests. */
export class InMemoryPreflightStore implements PreflightStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async put(record: PreflightRecord): Promise<void> {
    this.#tables().preflights.set(keyOf(record), record);
  }

  async find(key: PreflightKey): Promise<PreflightRecord | undefined> {
    return this.#tables().preflights.get(keyOf(key));
  }

  async prune(before: Instant): Promise<void> {
    const { preflights } = this.#tables();
    for (const [key, { checkedAt }] of preflights) {
      if (checkedAt < before) {
        preflights.delete(key);
      }
    }
  }
}

function keyOf({ projectId, rollout, actor }: PreflightKey): string {
  return `${projectId} ${rollout} ${actor}`;
}
