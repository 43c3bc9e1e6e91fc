import { CHILD_KINDS } from '@one-click/backstage-plugin-one-click-workload';
import type { ApplyObserver } from '../apply/ApplyObserver';
import type { ClusterCache } from '../cluster/ClusterCache';
import type { ControllerObserver } from '../engine/controller';
import {
  ControllerMetrics,
  Gauge,
  QueueMetrics,
  measureCache,
  measureEvents,
} from '../engine/metrics';
import type { Registry } from '../engine/metrics';
import type { QueueObserver } from '../engine/queue';
import type { RecorderObserver } from '../engine/events';
import { measureApplies, measureTakeOver } from '../observability';
import type { TakeOverObserver } from '../takeover';
import type { OperatorParts } from './assembleOperator';

/** Name of the controller in metrics, as controller-runtime would call it. */
const CONTROLLER = 'rollout';

/** Counts what an operator does, and measures what it holds. */
export interface OperatorMetrics {
  readonly queue: QueueObserver;
  readonly controller: ControllerObserver;
  readonly recorder: RecorderObserver;
  readonly apply: ApplyObserver;
  readonly takeOver: TakeOverObserver;
  /** Has the parts asked for their sizes at each scrape. */
  watch(parts: Pick<OperatorParts, 'queue' | 'controller' | 'cache'>): void;
}

function sizesOf(cache: ClusterCache): readonly (readonly [string, number])[] {
  return [
    ['Rollout', cache.rollouts.size],
    ['ReplicaSet', cache.replicaSets.size],
    ['Pod', cache.pods.size],
    ['Job', cache.jobs.size],
    ...CHILD_KINDS.map(kind => [kind, cache.children[kind].size] as const),
  ];
}

/** Makes the metrics of an operator in a registry. */
export function measureOperator(registry: Registry): OperatorMetrics {
  const queue = new QueueMetrics(registry, CONTROLLER);
  const controller = new ControllerMetrics(registry, CONTROLLER);
  const counts = measureCache(registry);
  return {
    queue: queue.observer,
    controller: controller.observer,
    recorder: measureEvents(registry),
    apply: measureApplies(registry),
    takeOver: measureTakeOver(registry),
    watch(parts) {
      queue.watch(parts.queue);
      controller.watch(parts.controller);
      counts.watchSizes(() => sizesOf(parts.cache));
      registry.add(unseenWrites(parts.cache));
    },
  };
}

function unseenWrites(cache: ClusterCache): Gauge<'kind'> {
  return new Gauge({
    name: 'oneclick_unseen_writes',
    help: 'Writes of ours that no watch has told yet',
    labels: ['kind'],
    measure: gauge => {
      for (const [kind, count] of cache.unseenWrites) {
        gauge.set({ kind }, count);
      }
    },
  });
}
