import type { MemoryTables } from '../storage/MemoryTables';
import type { ClusterRecord, ClusterStore } from './ClusterStore';

/** Keeps what is known of clusters in memory, for tests. */
export class InMemoryClusterStore implements ClusterStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async put(cluster: ClusterRecord): Promise<void> {
    this.#tables().clusters.set(cluster.name, cluster);
  }

  async list(): Promise<readonly ClusterRecord[]> {
    return [...this.#tables().clusters.values()].sort((a, b) =>
      a.name.localeCompare(b.name),
    );
  }
}
