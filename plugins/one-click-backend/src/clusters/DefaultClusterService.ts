import { NotFoundError } from '@backstage/errors';
import type {
  Cluster,
  ClusterDetail,
} from '@one-click/backstage-plugin-one-click-common';
import type { ClusterDescription } from '@one-click/backstage-plugin-one-click-node';
import { overlayAt, UNKNOWN_AFTER_MS } from '../health';
import type { HealthContext } from '../health';
import type { Instant } from '../storage/Instant';
import type { ClusterService } from './ClusterService';
import type { ClusterFacts, ClusterRecord, ClusterStore } from './ClusterStore';

/** What of a cluster may change. */
export type ClusterPatch = Partial<
  Pick<ClusterRecord, 'state' | 'contactAt' | 'operator' | 'facts'>
>;

export interface DefaultClusterServiceOptions {
  readonly clusters: readonly ClusterDescription[];
  readonly store: ClusterStore;
  readonly now: () => number;
}

/** Holds what is known of clusters in memory, and writes it down so that it outlives the process. */
export class DefaultClusterService implements ClusterService {
  readonly #options: DefaultClusterServiceOptions;
  readonly #records = new Map<string, ClusterRecord>();
  #tellChange: (cluster: Cluster) => void = () => {};

  /** Starts from what was written down; no cluster is reachable until its watch says so. */
  static async create(
    options: DefaultClusterServiceOptions,
  ): Promise<DefaultClusterService> {
    const since = new Date(options.now()).toISOString();
    const known = await options.store.list();
    const service = new DefaultClusterService(options);
    for (const { name } of options.clusters) {
      const before = known.find(record => record.name === name);
      service.#records.set(name, {
        name,
        contactAt: before?.contactAt,
        facts: before?.facts,
        state: 'unknown',
        operator: 'unknown',
        since,
      });
    }
    return service;
  }

  private constructor(options: DefaultClusterServiceOptions) {
    this.#options = options;
  }

  /** Calls back when what pages show of a cluster changed. */
  onChange(callback: (cluster: Cluster) => void): void {
    this.#tellChange = callback;
  }

  list(): readonly Cluster[] {
    return this.#options.clusters.map(description =>
      toCluster(description, this.#recordOf(description.name)),
    );
  }

  get(name: string): ClusterDetail {
    const description = this.#options.clusters.find(each => each.name === name);
    if (!description) {
      throw new NotFoundError(`No cluster '${name}' is configured`);
    }
    const record = this.#recordOf(name);
    const contactAt = this.#contactOf(record, this.#options.now());
    return {
      ...toCluster(description, record),
      ...record.facts,
      gaps: record.facts?.gaps ?? [],
      ...(contactAt !== undefined && { contactAt }),
    };
  }

  names(): readonly string[] {
    return this.#options.clusters.map(({ name }) => name);
  }

  /** Whether a cluster's watch lives, as far as this process knows. */
  isReachable(name: string): boolean {
    return this.#records.get(name)?.state === 'reachable';
  }

  /** The storage classes of a cluster as they were last read. */
  storageClasses(name: string): ClusterFacts['storageClasses'] | undefined {
    return this.#records.get(name)?.facts?.storageClasses;
  }

  health(): HealthContext {
    const now = this.#options.now();
    const before = new Date(now - UNKNOWN_AFTER_MS).toISOString();
    const stale = [...this.#records.values()]
      .filter(record => (this.#contactOf(record, now) ?? '') < before)
      .map(({ name }) => name);
    return {
      overlay: overlayAt(now, stale),
      contactAt: name => {
        const record = this.#records.get(name);
        return record && this.#contactOf(record, now);
      },
    };
  }

  /** Takes in what a cluster's watch found out, and writes it down. */
  async update(name: string, patch: ClusterPatch): Promise<void> {
    const { store, clusters, now } = this.#options;
    const before = this.#recordOf(name);
    const isTurn = patch.state !== undefined && patch.state !== before.state;
    const since = isTurn ? new Date(now()).toISOString() : before.since;
    // What could not be read this time stays as it was known.
    const facts = patch.facts && { ...before.facts, ...patch.facts };
    const record = { ...before, ...patch, ...(facts && { facts }), since };
    this.#records.set(name, record);
    const description = clusters.find(cluster => cluster.name === name);
    if (description) {
      const [was, is] = [before, record].map(each =>
        toCluster(description, each),
      );
      if (is && JSON.stringify(was) !== JSON.stringify(is)) {
        this.#tellChange(is);
      }
    }
    await store.put(record);
  }

  #recordOf(name: string): ClusterRecord {
    const record = this.#records.get(name);
    if (!record) {
      throw new Error(`Cluster '${name}' is not configured`);
    }
    return record;
  }

  /** While its watch lives, a cluster was heard of right now. */
  #contactOf(record: ClusterRecord, now: number): Instant | undefined {
    return record.state === 'reachable'
      ? new Date(now).toISOString()
      : record.contactAt;
  }
}

function toCluster(
  { name, title }: ClusterDescription,
  record: ClusterRecord,
): Cluster {
  const { state, since, operator, facts } = record;
  return {
    name,
    title,
    state,
    since,
    operator,
    ...(facts?.ingressClasses && { ingressClasses: facts.ingressClasses }),
    ...(facts?.storageClasses && { storageClasses: facts.storageClasses }),
  };
}
