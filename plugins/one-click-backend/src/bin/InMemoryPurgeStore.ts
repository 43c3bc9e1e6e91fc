import type { MemoryTables } from '../storage/MemoryTables';
import type { PurgePatch, PurgeRecord, PurgeStore } from './PurgeStore';

/** Keeps purges in memory, for tests. */
export class InMemoryPurgeStore implements PurgeStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async insert(purge: PurgeRecord): Promise<void> {
    this.#tables().purges.set(purge.id, purge);
  }

  async find(id: string): Promise<PurgeRecord | undefined> {
    return this.#tables().purges.get(id);
  }

  async listParts(parentId: string): Promise<readonly PurgeRecord[]> {
    return [...this.#tables().purges.values()]
      .filter(purge => purge.parentId === parentId)
      .sort((a, b) => (a.rollout ?? '').localeCompare(b.rollout ?? ''));
  }

  async update(id: string, patch: PurgePatch): Promise<void> {
    const purge = await this.find(id);
    if (purge) {
      this.#tables().purges.set(id, { ...purge, ...patch });
    }
  }
}
