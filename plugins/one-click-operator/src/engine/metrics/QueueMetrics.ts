import type { Priority, QueueObserver, QueueStats } from '../queue';
import { SECONDS_TO_A_MINUTE } from './buckets';
import { Counter, Gauge, Histogram } from './Registry';
import type { Registry } from './Registry';

/** As controller-runtime numbers them, so that its dashboards fit. */
const PRIORITIES: Readonly<Record<Priority, string>> = {
  normal: '0',
  low: '-100',
};

/** Counts what a queue does, under the names that client-go gives it. */
export class QueueMetrics {
  /** To be given to the queue. */
  readonly observer: QueueObserver;
  readonly #registry: Registry;
  readonly #labels: { readonly name: string; readonly controller: string };

  constructor(registry: Registry, name: string) {
    this.#registry = registry;
    this.#labels = { name, controller: name };
    this.observer = this.#count();
  }

  /** Has the queue asked for what is in it, at each scrape. */
  watch(queue: { stats(): QueueStats }): void {
    this.#measureDepth(queue);
    this.#measure(
      'workqueue_unfinished_work_seconds',
      'Seconds that what is worked on has taken so far, all together',
      () => queue.stats().unfinishedMs / 1000,
    );
    this.#measure(
      'workqueue_longest_running_processor_seconds',
      'Seconds that the longest running of these has taken so far',
      () => queue.stats().longestRunningMs / 1000,
    );
    this.#measure(
      'oneclick_workqueue_delayed',
      'Keys that come back by themselves later',
      () => queue.stats().delayed,
    );
    this.#measure(
      'oneclick_workqueue_failing',
      'Keys that failed last time',
      () => queue.stats().failing,
    );
  }

  #measureDepth(queue: { stats(): QueueStats }): void {
    const depth = new Gauge({
      name: 'workqueue_depth',
      help: 'Keys that wait for a worker',
      labels: ['name', 'controller', 'priority'],
      measure: gauge => {
        const { normal, low } = queue.stats().depth;
        gauge.set({ ...this.#labels, priority: PRIORITIES.normal }, normal);
        gauge.set({ ...this.#labels, priority: PRIORITIES.low }, low);
      },
    });
    this.#registry.add(depth);
  }

  #measure(name: string, help: string, read: () => number): void {
    const gauge = new Gauge({
      name,
      help,
      labels: ['name', 'controller'],
      measure: it => it.set(this.#labels, read()),
    });
    this.#registry.add(gauge);
  }

  #count(): QueueObserver {
    const labels = ['name', 'controller'] as const;
    const adds = new Counter({
      name: 'workqueue_adds_total',
      help: 'Keys that began to wait for a worker',
      labels,
    });
    const retries = new Counter({
      name: 'workqueue_retries_total',
      help: 'Keys that are to come back after a failure',
      labels,
    });
    const waits = new Histogram({
      name: 'workqueue_queue_duration_seconds',
      help: 'Seconds that keys waited for a worker',
      labels,
      bounds: SECONDS_TO_A_MINUTE,
    });
    const works = new Histogram({
      name: 'workqueue_work_duration_seconds',
      help: 'Seconds that workers had keys',
      labels,
      bounds: SECONDS_TO_A_MINUTE,
    });
    [adds, retries].forEach(counter => {
      this.#registry.add(counter).add(this.#labels, 0);
    });
    [waits, works].forEach(histogram => this.#registry.add(histogram));
    return {
      added: () => adds.add(this.#labels),
      retried: () => retries.add(this.#labels),
      taken: ({ waitedMs }) => waits.observe(this.#labels, waitedMs / 1000),
      finished: ({ workedMs }) => works.observe(this.#labels, workedMs / 1000),
    };
  }
}
