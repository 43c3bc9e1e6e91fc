import type { MemoryTables } from '../storage/MemoryTables';
import type { SecretRecord, SecretRef, SecretStore } from './SecretStore';

/** Keeps what is known of Secrets in memory; the twin of DatabaseSecretStore. */
export class InMemorySecretStore implements SecretStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async findHashKey(rolloutId: string): Promise<string | undefined> {
    return this.#tables().secretHashKeys.get(rolloutId);
  }

  async keepHashKey(rolloutId: string, hashKey: string): Promise<string> {
    const kept = this.#tables().secretHashKeys.get(rolloutId) ?? hashKey;
    this.#tables().secretHashKeys.set(rolloutId, kept);
    return kept;
  }

  async find(
    rolloutId: string,
    names: readonly string[],
  ): Promise<readonly SecretRecord[]> {
    return [...this.#tables().secrets.values()]
      .filter(each => each.rolloutId === rolloutId && names.includes(each.name))
      .sort((left, right) => compare(left.name, right.name));
  }

  async put(record: SecretRecord): Promise<void> {
    this.#tables().secrets.set(keyOf(record), record);
  }

  async postpone(
    rolloutId: string,
    names: readonly string[],
    dueAt: string,
  ): Promise<void> {
    for (const record of await this.find(rolloutId, names)) {
      await this.put({ ...record, dueAt });
    }
  }

  async markCollected(ref: SecretRef, at: string): Promise<void> {
    const record = this.#tables().secrets.get(keyOf(ref));
    if (record) {
      await this.put({ ...record, dueAt: undefined, collectedAt: at });
    }
  }

  async listDue(before: string, limit: number): Promise<readonly SecretRef[]> {
    return [...this.#tables().secrets.values()]
      .filter(({ dueAt }) => dueAt !== undefined && dueAt < before)
      .sort(
        (left, right) =>
          compare(left.dueAt ?? '', right.dueAt ?? '') ||
          compare(keyOf(left), keyOf(right)),
      )
      .slice(0, limit)
      .map(({ rolloutId, name }) => ({ rolloutId, name }));
  }
}

function keyOf({ rolloutId, name }: SecretRef): string {
  return `${rolloutId}/${name}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
