import { hostname } from 'node:os';
import { KIND } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeForbiddenError,
  systemClock,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  Clock,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import type { GuardRails } from '@one-click/backstage-plugin-one-click-workload';
import { ClusterCache } from '../cluster/ClusterCache';
import type { Change } from '../cluster/ClusterCache';
import { monotonicClock } from '../engine/clock';
import { Controller } from '../engine/controller';
import type { ControllerObserver } from '../engine/controller';
import { EventRecorder } from '../engine/events';
import type { Caches } from '../engine/manager';
import { HeapTrimmer, collectGarbage } from '../engine/memory';
import { Registry } from '../engine/metrics';
import { WorkQueue } from '../engine/queue';
import type { Priority } from '../engine/queue';
import { OutageReporter } from '../outages/OutageReporter';
import { RolloutReconciler } from '../rollouts/RolloutReconciler';
import type { ReconcilerLog } from '../rollouts/RolloutReconciler';
import { measureOperator } from './operatorMetrics';

/** What an operator is made from. */
export interface OperatorOptions {
  /** Fenced, where there may be other operators. */
  readonly client: KubeClient;
  /** Namespaces to look at; all of them if empty. */
  readonly namespaces?: readonly string[];
  /** Rollouts to look at, by their labels; all of them by default. */
  readonly watchLabelSelector?: string | undefined;
  /** What rollouts may ask for; anything by default. */
  readonly guardRails?: GuardRails | undefined;
  readonly log: ReconcilerLog;
  /** Name of the cluster in sentences. */
  readonly cluster?: string | undefined;
  readonly clock?: Clock;
  /** Rollouts worked on at the same time; 8 by default. */
  readonly workers?: number;
  readonly registry?: Registry;
}

/** An operator, put together and not yet at work. */
export interface OperatorParts {
  readonly cache: ClusterCache;
  readonly queue: WorkQueue;
  readonly controller: Controller;
  readonly recorder: EventRecorder;
  /** The cache as what a program starts, waits for and stops. */
  readonly caches: Caches;
}

/** More would only queue up at the API server. */
const WORKERS = 8;

/** What people do comes before what comes of it, and before a look through everything. */
function priorityOf({ kind, isListed }: Change): Priority {
  return kind === KIND && !isListed ? 'normal' : 'low';
}

/**
 * The going of a child is often told just before that of its rollout, and what
 * was made anew in between would only have to be collected again.
 */
const GOING_WAIT_MS = 100;

/** Puts a rollout into the queue for what happened to it, or around it. */
function enqueue(queue: WorkQueue, key: string, change: Change): void {
  const priority = priorityOf(change);
  if (change.isGone && change.kind !== KIND) {
    queue.addAfter(key, GOING_WAIT_MS, priority);
    return;
  }
  queue.add(key, priority);
}

/** Logs failures; those of missing rights are told all together. */
function logFailures(
  log: ReconcilerLog,
  outages: OutageReporter,
): ControllerObserver {
  return {
    failed({ key: rollout, error, kind }) {
      if (error instanceof KubeForbiddenError && error.missingRight) {
        outages.note({ cause: error });
        return;
      }
      const level = kind === 'conflict' ? 'debug' : 'warn';
      log[level](
        { rollout, reason: String(error) },
        'Could not reconcile; it is tried again',
      );
    },
    timedOut: ({ key: rollout }) =>
      log.warn({ rollout }, 'A reconcile takes too long; it was told to end'),
    abandoned: ({ key: rollout }) =>
      log.warn({ rollout }, 'A reconcile does not end, and is given up'),
  };
}

function toCaches(
  cache: ClusterCache,
  beside: { readonly outages: OutageReporter; readonly trimmer: HeapTrimmer },
): Caches {
  const { outages, trimmer } = beside;
  return {
    start: () => cache.start(),
    missing: () => outages.describe(),
    async stop() {
      outages.stop();
      trimmer.stop();
      await cache.stop();
    },
  };
}

/** Puts an operator together. */
export function assembleOperator(options: OperatorOptions): OperatorParts {
  const { client, namespaces = [], log, clock = systemClock } = options;
  const { registry = new Registry(), workers = WORKERS } = options;
  const metrics = measureOperator(registry);
  const outages = new OutageReporter({ log, clock });
  const trimmer = new HeapTrimmer({
    clock: monotonicClock,
    collect: collectGarbage,
  });
  const queue = new WorkQueue({
    clock: monotonicClock,
    observers: [metrics.queue, { finished: () => trimmer.note() }],
  });
  const cache = new ClusterCache({
    client,
    namespaces,
    rolloutSelector: options.watchLabelSelector,
    onChange: (key, change) => enqueue(queue, key, change),
    onStale: (watch, outage) => outages.begin(watch, outage),
    onFresh: watch => {
      outages.end(watch);
      queue.retryFailed();
    },
  });
  const recorder = new EventRecorder({
    client,
    component: 'one-click-operator',
    instance: hostname(),
    clock,
    observers: [metrics.recorder],
  });
  const reconciler = new RolloutReconciler({
    ...options,
    cache,
    clock,
    namespaces,
    recorder,
    onDenied: cause => outages.note({ cause }),
    takeOverObserver: metrics.takeOver,
    applyObservers: [metrics.apply],
  });
  const controller = new Controller({
    queue,
    clock: monotonicClock,
    workers,
    reconcile: (key, signal) => reconciler.reconcile(key, signal),
    observers: [metrics.controller, logFailures(log, outages)],
  });
  const caches = toCaches(cache, { outages, trimmer });
  metrics.watch({ queue, controller, cache });
  return { cache, queue, controller, recorder, caches };
}
