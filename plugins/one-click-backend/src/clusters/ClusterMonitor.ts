import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Clock, Watch } from '@one-click/backstage-plugin-one-click-kube';
import { backoffMs } from '../converger/backoff';
import { UNKNOWN_AFTER_MS } from '../health';
import type { RolloutIngest } from '../health/RolloutIngest';
import type { KubeGateway } from '../kube/KubeGateway';
import type { LiveRollout } from '../kube/LiveRollout';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { Announcer } from '../streams/Announcer';
import type { DefaultClusterService } from './DefaultClusterService';

/** Writes down that the watch lives, and looks at the operator: a quarter of what makes facts old. */
const PULSE_MS = 30_000;
/** Classes of a cluster change by hand, and seldom. */
const FACTS_EVERY_PULSES = 10;

export interface ClusterMonitorOptions {
  readonly cluster: string;
  /** Finds the way into the cluster; rejects where the configuration is wrong, and may succeed later. */
  readonly connect: () => Promise<KubeGateway>;
  readonly ingest: RolloutIngest;
  readonly clusters: Pick<DefaultClusterService, 'get' | 'update'>;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: LoggerService;
}

/**
 * Keeps one watch on a cluster's Rollouts and says whether the cluster is
 * there. A cluster that is absent, wrong or dies is tried again for ever.
 */
export class ClusterMonitor {
  readonly #options: ClusterMonitorOptions;
  #gateway: KubeGateway | undefined;
  #watch: Watch | undefined;
  #isStopped = false;
  #isReachable = false;
  #tellReachable: () => void = () => {};
  #cancelConnect: () => void = () => {};
  #cancelPulse: () => void = () => {};
  #cancelUnknown: () => void = () => {};

  constructor(options: ClusterMonitorOptions) {
    this.#options = options;
  }

  /** The way into the cluster; absent while the cluster is away. */
  get gateway(): KubeGateway | undefined {
    return this.#isReachable ? this.#gateway : undefined;
  }

  /** Calls back each time the cluster is there. */
  onReachable(callback: () => void): void {
    this.#tellReachable = callback;
  }

  start(): void {
    this.#connect(0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelConnect();
    this.#cancelPulse();
    this.#cancelUnknown();
    this.#options.ingest.stop();
    await this.#watch?.stop();
    await this.#gateway?.close();
  }

  /** Takes in the CRs of a namespace that was not ours when the watch told of them. */
  async look({ namespace }: ProjectRecord): Promise<void> {
    const { ingest, logger, cluster } = this.#options;
    try {
      const found = (await this.#gateway?.listRollouts(namespace)) ?? [];
      for (const live of found) {
        await ingest.take(live);
      }
    } catch (error) {
      logger.warn(
        `Rollouts in namespace '${namespace}' of cluster '${cluster}' show up with the next sync: ${stringifyError(
          error,
        )}`,
      );
    }
  }

  async #connect(attempts: number): Promise<void> {
    const { cluster, connect, clock, random, logger } = this.#options;
    try {
      const gateway = await connect();
      if (this.#isStopped) {
        await gateway.close();
        return;
      }
      this.#gateway = gateway;
      this.#watch = this.#startWatch(gateway);
    } catch (error) {
      logger.warn(
        `There is no way into cluster '${cluster}', it is tried again: ${stringifyError(
          error,
        )}`,
      );
      await this.#turnAway(clock.now());
      if (!this.#isStopped) {
        this.#cancelConnect = clock.schedule(
          () => this.#connect(attempts + 1),
          backoffMs(attempts, random()),
        );
      }
    }
  }

  #startWatch(gateway: KubeGateway): Watch {
    const { ingest, logger, cluster } = this.#options;
    const watch = gateway.watchRollouts({
      onSync: async (objects: readonly LiveRollout[]) => {
        await ingest.sync(objects);
        await this.#turnReachable(gateway);
      },
      onUpsert: live => ingest.take(live),
      onDelete: live => ingest.gone(live),
      onStale: async ({ since, cause }) => {
        logger.warn(
          `Cluster '${cluster}' does not answer: ${stringifyError(cause)}`,
        );
        await this.#turnAway(since);
      },
      onFresh: () => this.#turnReachable(gateway),
    });
    // Stopped before the first sync, as when the cluster is away at the end.
    watch.synced.catch(() => undefined);
    return watch;
  }

  async #turnReachable(gateway: KubeGateway): Promise<void> {
    const { clusters, cluster, clock, logger } = this.#options;
    if (this.#isReachable || this.#isStopped) {
      return;
    }
    this.#isReachable = true;
    this.#cancelUnknown();
    logger.info(`Cluster '${cluster}' is there`);
    const contactAt = new Date(clock.now()).toISOString();
    await clusters.update(cluster, { state: 'reachable', contactAt });
    this.#tellReachable();
    this.#pulse(gateway, 0);
  }

  async #turnAway(since: number): Promise<void> {
    const { clusters, cluster, clock, announcer, logger } = this.#options;
    const wasReachable = this.#isReachable;
    this.#isReachable = false;
    this.#cancelPulse();
    this.#cancelUnknown();
    try {
      await clusters.update(cluster, {
        state: 'away',
        ...(wasReachable && { contactAt: new Date(since).toISOString() }),
      });
    } catch (error) {
      logger.warn(
        `That cluster '${cluster}' is away could not be written down: ${stringifyError(
          error,
        )}`,
      );
    }
    if (!this.#isStopped) {
      // From then on all of its rollouts are unknown, at once.
      const inMs = since + UNKNOWN_AFTER_MS - clock.now();
      this.#cancelUnknown = clock.schedule(
        () => announcer.allChanged(),
        Math.max(0, inMs) + 1,
      );
    }
  }

  async #pulse(gateway: KubeGateway, count: number): Promise<void> {
    const { clusters, cluster, clock, logger } = this.#options;
    try {
      const contactAt = new Date(clock.now()).toISOString();
      const operator = await gateway.readOperator();
      const hasGaps = clusters.get(cluster).gaps.length > 0;
      const facts =
        hasGaps || count % FACTS_EVERY_PULSES === 0
          ? { facts: { ...(await gateway.readFacts()), factsAt: contactAt } }
          : {};
      if (this.#isReachable) {
        await clusters.update(cluster, { contactAt, operator, ...facts });
      }
    } catch (error) {
      logger.debug(
        `Facts of cluster '${cluster}' are read later: ${stringifyError(
          error,
        )}`,
      );
    }
    if (this.#isReachable && !this.#isStopped) {
      this.#cancelPulse = clock.schedule(
        () => this.#pulse(gateway, count + 1),
        PULSE_MS,
      );
    }
  }
}
