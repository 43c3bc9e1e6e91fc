import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  createKubeClient,
  loadKubeConnection,
  systemClock,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { monotonicClock } from '../engine/clock';
import { Endpoints } from '../engine/health';
import {
  ClusterLeaseStore,
  LeaderElector,
  LeaseReporter,
  fencedClient,
} from '../engine/lease';
import { Lifecycle, listenForStop } from '../engine/manager';
import type { Ending, LifecycleOptions } from '../engine/manager';
import {
  METRICS_CONTENT_TYPE,
  Registry,
  measureLease,
  measureProcess,
  measureRequests,
  measureWatches,
} from '../engine/metrics';
import { readGuardRails } from '../guardrails/readGuardRails';
import type { ReconcilerLog } from '../rollouts/RolloutReconciler';
import { assembleOperator } from './assembleOperator';
import type { OperatorArguments } from './readArguments';

/** Where the program says what it does. */
export interface ProgramLog extends ReconcilerLog {
  error(facts: object, message: string): void;
}

interface Context {
  readonly args: OperatorArguments;
  readonly log: ProgramLog;
  readonly registry: Registry;
  readonly client: KubeClient;
}

interface Leadership {
  /** What may only be written through by whoever leads. */
  readonly client: KubeClient;
  readonly election?: LifecycleOptions['election'];
  readonly hopeless?: LifecycleOptions['hopeless'];
}

/** Runs the operator until it is asked to end, or cannot go on. */
export async function runOperator(
  args: OperatorArguments,
  log: ProgramLog,
): Promise<Ending> {
  const guardRails =
    args.guardRails === undefined
      ? undefined
      : await readGuardRails(args.guardRails);
  const registry = new Registry();
  measureProcess(registry);
  const client = await connect({ args, log, registry });
  const leadership = elect({ args, log, registry, client });
  const { namespaces, watchLabelSelector, cluster, workers } = args;
  const parts = assembleOperator({
    client: leadership.client,
    namespaces,
    watchLabelSelector,
    guardRails,
    cluster,
    workers,
    log,
    registry,
  });
  const lifecycle = new Lifecycle({
    endpoints: checks => serve(args, registry, checks),
    caches: parts.caches,
    election: leadership.election,
    hopeless: leadership.hopeless,
    workers: parts.controller,
    flushEvents: limitMs => parts.recorder.stop(limitMs),
    clock: monotonicClock,
    log,
  });
  return lifecycle.run(
    listenForStop({
      signals: process,
      input: args.supervised ? process.stdin : undefined,
      exit: code => process.exit(code),
    }),
  );
}

async function connect({
  args,
  log,
  registry,
}: Omit<Context, 'client'>): Promise<KubeClient> {
  const connection = await loadKubeConnection(args.source);
  log.info({ server: connection.server.host }, 'Starting');
  return createKubeClient({
    connection,
    userAgent: 'one-click-operator',
    // All lists at once would be the most memory this process ever takes.
    syncedOneAfterAnother: true,
    transportObserver: measureRequests(registry),
    watchObserver: measureWatches(registry),
  });
}

function elect({ args, log, registry, client }: Context): Leadership {
  if (!args.leaderElect) {
    return { client };
  }
  const { lease } = args;
  const reporter = new LeaseReporter({ lease, clock: monotonicClock, log });
  const elector = new LeaderElector({
    store: new ClusterLeaseStore(client, lease),
    identity: `${hostname()}_${randomUUID()}`,
    clock: systemClock,
    observers: [reporter, measureLease(registry, lease.name)],
  });
  return {
    client: fencedClient(client, elector),
    election: elector,
    hopeless: reporter.hopeless,
  };
}

function serve(
  { healthPort, metricsPort }: OperatorArguments,
  registry: Registry,
  checks: Parameters<LifecycleOptions['endpoints']>[0],
): Endpoints {
  return new Endpoints({
    healthPort,
    metricsPort,
    ...checks,
    metrics: () => ({
      status: 200,
      contentType: METRICS_CONTENT_TYPE,
      body: registry.render(),
    }),
  });
}
