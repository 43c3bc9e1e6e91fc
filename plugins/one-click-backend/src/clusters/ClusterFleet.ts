import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import { WAITING_AFTER_MS } from '../health';
import type { Purger } from '../bin/Purger';
import { Converger } from '../converger/Converger';
import { orderGuards } from '../converger/orderGuards';
import type { ConvergerOptions } from '../converger/Converger';
import { RolloutIngest } from '../health/RolloutIngest';
import type { KubeGateway } from '../kube/KubeGateway';
import type { StateKeeper } from '../storage/StateKeeper';
import type { Announcer } from '../streams/Announcer';
import { ClusterMonitor } from './ClusterMonitor';
import type { DefaultClusterService } from './DefaultClusterService';

export interface ClusterFleetOptions {
  readonly clusters: DefaultClusterService;
  readonly connect: (cluster: string) => Promise<KubeGateway>;
  readonly state: StateKeeper;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  readonly processId: string;
  readonly purger: Pick<Purger, 'run'>;
  readonly logger: LoggerService;
  /** As of the converger. */
  readonly onConverged?: ConvergerOptions['onConverged'];
}

interface Member {
  readonly monitor: ClusterMonitor;
  readonly converger: Converger;
}

/** Everything that runs for each cluster: its watch and its converger. One that is away holds up no other. */
export class ClusterFleet {
  readonly #options: ClusterFleetOptions;
  readonly #members: ReadonlyMap<string, Member>;
  readonly #timers = new Set<() => void>();

  constructor(options: ClusterFleetOptions) {
    this.#options = options;
    this.#members = new Map(
      options.clusters.names().map(name => [name, createMember(name, options)]),
    );
  }

  start(): void {
    for (const { monitor, converger } of this.#members.values()) {
      monitor.start();
      converger.start();
    }
  }

  async stop(): Promise<void> {
    this.#timers.forEach(cancel => cancel());
    for (const { monitor, converger } of this.#members.values()) {
      await converger.stop();
      await monitor.stop();
    }
  }

  /** The door to a cluster; absent while it is away. */
  gateway(cluster: string): KubeGateway | undefined {
    return this.#members.get(cluster)?.monitor.gateway;
  }

  /** There is something to be told to a cluster. */
  wake(cluster: string): void {
    this.#members.get(cluster)?.converger.wake();
  }

  /** Viewers are told again when a save has waited for too long. */
  watchWaiting(rolloutId: string): void {
    const { clock, announcer } = this.#options;
    const cancel = clock.schedule(() => {
      this.#timers.delete(cancel);
      announcer.rolloutChanged(rolloutId);
    }, WAITING_AFTER_MS + 50);
    this.#timers.add(cancel);
  }
}

function createMember(cluster: string, options: ClusterFleetOptions): Member {
  const { connect } = options;
  const shared = { ...options, cluster };
  const monitor: ClusterMonitor = new ClusterMonitor({
    ...shared,
    connect: () => connect(cluster),
    ingest: new RolloutIngest(shared),
  });
  const converger = new Converger({
    ...shared,
    gateway: () => monitor.gateway,
    onNamespace: project => {
      monitor.look(project);
      // Whoever follows it already may see what is in its namespace from now on.
      options.announcer.rolesChanged(project.id);
    },
  });
  monitor.onReachable(async () => {
    const { state, clock } = options;
    const policy = monitor.gateway?.policy;
    try {
      if (policy !== undefined) {
        const at = new Date(clock.now()).toISOString();
        await orderGuards(state, { cluster, policy, at });
      }
      await converger.wakeAll();
    } catch {
      // The database is away; the next look finds what waits.
      converger.wake();
    }
  });
  return { monitor, converger };
}
