import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  BackendHealth,
  Cluster,
} from '@one-click/backstage-plugin-one-click-common';
import type { OutboxStore, OutboxSummary } from '../outbox/OutboxStore';
import type { ReplicaBus } from '../replicas/ReplicaBus';

/** A save that waits for longer is worth a look. */
const LATE_AFTER_MS = 60_000;

export interface PluginHealthOptions {
  readonly clusters: { list(): readonly Cluster[] };
  readonly outbox: Pick<OutboxStore, 'summarize'>;
  readonly bus: Pick<ReplicaBus, 'state'>;
  readonly now: () => number;
  readonly logger: LoggerService;
}

/** Says how the plugin itself fares. A cluster that is away degrades it, and never more. */
export class PluginHealth {
  readonly #options: PluginHealthOptions;

  constructor(options: PluginHealthOptions) {
    this.#options = options;
  }

  async read(): Promise<BackendHealth> {
    const { clusters, bus } = this.#options;
    const waiting = await this.#readOutbox();
    const health = {
      database: waiting ? 'ok' : 'down',
      replicas: bus.state,
      clusters: clusters.list().map(({ name, state }) => {
        const rows = waiting?.find(({ cluster }) => cluster === name);
        return {
          name,
          state,
          waiting: rows?.rows ?? 0,
          ...(rows && { waitingSince: rows.since }),
        };
      }),
    } as const;
    return { status: this.#statusOf(health), ...health };
  }

  async #readOutbox(): Promise<readonly OutboxSummary[] | undefined> {
    try {
      return await this.#options.outbox.summarize();
    } catch (error) {
      this.#options.logger.error(
        `The database does not answer: ${stringifyError(error)}`,
      );
      return undefined;
    }
  }

  #statusOf(health: Omit<BackendHealth, 'status'>): BackendHealth['status'] {
    if (health.database === 'down') {
      return 'down';
    }
    const before = new Date(this.#options.now() - LATE_AFTER_MS).toISOString();
    const lags = health.clusters.some(
      ({ state, waitingSince }) =>
        state !== 'reachable' ||
        (waitingSince !== undefined && waitingSince < before),
    );
    return lags || health.replicas === 'down' ? 'degraded' : 'ok';
  }
}
