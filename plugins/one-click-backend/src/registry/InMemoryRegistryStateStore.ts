import type { Instant } from '../storage/Instant';
import type { MemoryTables } from '../storage/MemoryTables';
import type { RegistryState, RegistryStateStore } from './RegistryStateStore';

/** Keeps states of registries in memory, for tests. */
export class InMemoryRegistryStateStore implements RegistryStateStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async find(host: string): Promise<RegistryState | undefined> {
    return this.#tables().registries.get(host);
  }

  async put(state: RegistryState): Promise<void> {
    this.#tables().registries.set(state.host, state);
  }

  async remove(host: string): Promise<void> {
    this.#tables().registries.delete(host);
  }

  async prune(before: Instant): Promise<void> {
    const { registries } = this.#tables();
    for (const [host, { retryAt }] of registries) {
      if (retryAt < before) {
        registries.delete(host);
      }
    }
  }

  async listResting(now: Instant): Promise<readonly string[]> {
    return [...this.#tables().registries.values()]
      .filter(({ retryAt }) => retryAt > now)
      .map(({ host }) => host);
  }
}
