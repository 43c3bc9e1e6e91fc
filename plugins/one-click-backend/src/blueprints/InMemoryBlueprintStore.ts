import { isPartOf } from '../storage/MemoryTables';
import type { MemoryTables } from '../storage/MemoryTables';
import type { StorePage } from '../storage/StorePage';
import type {
  BlueprintPatch,
  BlueprintRecord,
  VersionRecord,
} from './BlueprintRecord';
import type { BlueprintQuery, BlueprintStore } from './BlueprintStore';

/** Keeps blueprints in memory, for tests. */
export class InMemoryBlueprintStore implements BlueprintStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async insert(blueprint: BlueprintRecord): Promise<void> {
    this.#tables().blueprints.set(blueprint.id, blueprint);
  }

  async find(name: string): Promise<BlueprintRecord | undefined> {
    return this.#all().find(blueprint => blueprint.name === name);
  }

  async findById(id: string): Promise<BlueprintRecord | undefined> {
    return this.#tables().blueprints.get(id);
  }

  async lock(id: string): Promise<BlueprintRecord | undefined> {
    return this.findById(id);
  }

  async update(id: string, patch: BlueprintPatch): Promise<void> {
    const blueprint = this.#tables().blueprints.get(id);
    if (blueprint) {
      const given = Object.entries(patch).filter(
        ([, value]) => value !== undefined,
      );
      const changed = { ...blueprint, ...Object.fromEntries(given) };
      this.#tables().blueprints.set(id, changed);
    }
  }

  async remove(id: string): Promise<void> {
    const tables = this.#tables();
    tables.blueprints.delete(id);
    tables.blueprintShares.delete(id);
    tables.blueprintVersions = tables.blueprintVersions.filter(
      ({ blueprintId }) => blueprintId !== id,
    );
    tables.blueprintSubscriptions = tables.blueprintSubscriptions.filter(
      ({ blueprintId }) => blueprintId !== id,
    );
  }

  async list(
    query: BlueprintQuery,
  ): Promise<StorePage<BlueprintRecord, string>> {
    const { visibleTo, ownedBy, subscribedBy, text, after, limit } = query;
    const matching = this.#all()
      .filter(
        ({ id, owner, visibility }) =>
          !visibleTo ||
          visibility === 'portal' ||
          visibleTo.includes(owner) ||
          this.#isSubscribed(id, visibleTo),
      )
      .filter(({ owner }) => !ownedBy || ownedBy.includes(owner))
      .filter(({ id }) => !subscribedBy || this.#isSubscribed(id, subscribedBy))
      .filter(({ name, title, summary }) =>
        isPartOf(text, name, title, summary),
      )
      .sort((a, b) => a.name.localeCompare(b.name));
    const rest = matching.filter(
      ({ name }) => !after || name.localeCompare(after) > 0,
    );
    const items = rest.slice(0, limit);
    return {
      items,
      total: matching.length,
      next: rest.length > limit ? items.at(-1)?.name : undefined,
    };
  }

  async append(version: VersionRecord): Promise<void> {
    const { blueprintId, number } = version;
    if (await this.findVersion(blueprintId, number)) {
      throw new Error(`Version ${number} is taken`);
    }
    this.#tables().blueprintVersions.push(version);
  }

  async findVersion(
    blueprintId: string,
    number: number,
  ): Promise<VersionRecord | undefined> {
    return this.#versionsOf(blueprintId).find(each => each.number === number);
  }

  async findNewest(
    blueprintIds: readonly string[],
  ): Promise<ReadonlyMap<string, VersionRecord>> {
    return new Map(
      blueprintIds.flatMap(id => {
        const newest = this.#versionsOf(id)[0];
        return newest ? [[id, newest] as const] : [];
      }),
    );
  }

  async listVersions(query: {
    readonly blueprintId: string;
    readonly before?: number | undefined;
    readonly limit: number;
  }): Promise<StorePage<VersionRecord, number>> {
    const { blueprintId, before, limit } = query;
    const all = this.#versionsOf(blueprintId);
    const rest = all.filter(({ number }) => !before || number < before);
    const items = rest.slice(0, limit);
    return {
      items,
      total: all.length,
      next: rest.length > limit ? items.at(-1)?.number : undefined,
    };
  }

  #all(): BlueprintRecord[] {
    return [...this.#tables().blueprints.values()];
  }

  #versionsOf(id: string): VersionRecord[] {
    return this.#tables()
      .blueprintVersions.filter(({ blueprintId }) => blueprintId === id)
      .sort((a, b) => b.number - a.number);
  }

  #isSubscribed(id: string, principals: readonly string[]): boolean {
    return this.#tables().blueprintSubscriptions.some(
      ({ blueprintId, principal }) =>
        blueprintId === id && principals.includes(principal),
    );
  }
}
