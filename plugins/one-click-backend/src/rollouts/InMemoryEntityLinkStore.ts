import type { MemoryTables } from '../storage/MemoryTables';
import { groupLinks } from './EntityLinkStore';
import type { EntityLinkStore } from './EntityLinkStore';

/** Keeps links to catalog entities in memory, for tests. */
export class InMemoryEntityLinkStore implements EntityLinkStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async add(rolloutId: string, entityRef: string): Promise<void> {
    const known = (await this.list([rolloutId])).get(rolloutId) ?? [];
    if (!known.includes(entityRef)) {
      this.#tables().entityLinks.push({ rolloutId, entityRef });
    }
  }

  async list(
    rolloutIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const links = this.#tables()
      .entityLinks.filter(({ rolloutId }) => rolloutIds.includes(rolloutId))
      .sort((a, b) => a.entityRef.localeCompare(b.entityRef));
    return groupLinks(links);
  }
}
