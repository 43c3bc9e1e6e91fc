import {
  KubeForbiddenError,
  systemClock,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  Clock,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import { ClusterCache } from '../cluster/ClusterCache';
import { KeyedQueue } from '../loop/KeyedQueue';
import { runLoop } from '../loop/runLoop';
import { OutageReporter } from '../outages/OutageReporter';
import { RolloutReconciler } from '../rollouts/RolloutReconciler';
import type { ReconcilerLog } from '../rollouts/RolloutReconciler';

/** How to run an operator. */
export interface OperatorOptions {
  readonly client: KubeClient;
  /** Namespaces to look at; all of them if empty. */
  readonly namespaces?: readonly string[];
  readonly log: ReconcilerLog;
  /** Name of the cluster in sentences. */
  readonly cluster?: string | undefined;
  readonly clock?: Clock;
}

/** A running operator. */
export interface Operator {
  /** Resolves once it knows all there is; rejects if it is stopped before. */
  readonly ready: Promise<void>;
  /** Has a rollout looked at again, `namespace/name`. */
  requeue(key: string): void;
  /** Finishes what is being worked on, and ends. */
  stop(): Promise<void>;
}

/** More would only queue up at the API server. */
const WORKERS = 8;

/** Starts an operator in this process. */
export function startOperator(options: OperatorOptions): Operator {
  const {
    client,
    namespaces = [],
    log,
    cluster,
    clock = systemClock,
  } = options;
  const queue = new KeyedQueue();
  const outages = new OutageReporter({ log, clock });
  const cache = new ClusterCache({
    client,
    namespaces,
    onChange: key => queue.add(key),
    onStale: (watch, outage) => outages.begin(watch, outage),
    onFresh: watch => outages.end(watch),
  });
  const reconciler = new RolloutReconciler({
    client,
    cache,
    clock,
    log,
    cluster,
    onDenied: cause => outages.note({ cause }),
  });
  const ready = cache.start();
  // Whoever waits for it hears of it; whoever does not, stopped it.
  ready.catch(() => undefined);
  const running = ready.then(
    () =>
      runLoop({
        queue,
        workers: WORKERS,
        reconcile: key => reconciler.reconcile(key),
        onError: (rollout, error) => {
          if (error instanceof KubeForbiddenError && error.missingRight) {
            outages.note({ cause: error });
            return;
          }
          log.warn(
            { rollout, reason: String(error) },
            'Could not reconcile; it is tried again',
          );
        },
      }),
    () => undefined,
  );
  return {
    ready,
    requeue: key => queue.add(key),
    async stop() {
      outages.stop();
      queue.stop();
      await cache.stop();
      await running;
    },
  };
}
