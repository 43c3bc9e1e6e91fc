import type { ControllerObserver, ControllerStats } from '../controller';
import { RECONCILE_SECONDS } from './buckets';
import { Counter, Gauge, Histogram } from './Registry';
import type { Registry } from './Registry';

const PREFIX = 'controller_runtime';

/** Counts what a controller does, under the names that controller-runtime gives it. */
export class ControllerMetrics {
  /** To be given to the controller. */
  readonly observer: ControllerObserver;
  readonly #registry: Registry;
  readonly #labels: { readonly controller: string };

  constructor(registry: Registry, controller: string) {
    this.#registry = registry;
    this.#labels = { controller };
    this.observer = this.#count();
  }

  /** Has the controller asked for what it is at, at each scrape. */
  watch(controller: { stats(): ControllerStats }): void {
    this.#measure(
      `${PREFIX}_max_concurrent_reconciles`,
      'Reconciles that may run at the same time',
      () => controller.stats().workers,
    );
    this.#measure(
      `${PREFIX}_active_workers`,
      'Workers with a key',
      () => controller.stats().active,
    );
    this.#measure(
      'oneclick_reconciles_overdue',
      'Reconciles past their deadline that have not ended',
      () => controller.stats().overdue,
    );
  }

  #measure(name: string, help: string, read: () => number): void {
    const gauge = new Gauge({
      name,
      help,
      labels: ['controller'],
      measure: it => it.set(this.#labels, read()),
    });
    this.#registry.add(gauge);
  }

  #counter(name: string, help: string): () => void {
    const counter = new Counter({ name, help, labels: ['controller'] });
    this.#registry.add(counter).add(this.#labels, 0);
    return () => counter.add(this.#labels);
  }

  #count(): ControllerObserver {
    const total = new Counter({
      name: `${PREFIX}_reconcile_total`,
      help: 'Reconciles by how they ended',
      labels: ['controller', 'result'],
    });
    for (const result of ['success', 'error', 'requeue', 'requeue_after']) {
      total.add({ ...this.#labels, result }, 0);
    }
    const seconds = new Histogram({
      name: `${PREFIX}_reconcile_time_seconds`,
      help: 'Seconds that reconciles took',
      labels: ['controller'],
      bounds: RECONCILE_SECONDS,
    });
    this.#registry.add(total);
    this.#registry.add(seconds);
    const reconciled: ControllerObserver['reconciled'] = event => {
      total.add({ ...this.#labels, result: event.result });
      seconds.observe(this.#labels, event.durationMs / 1000);
    };
    return { reconciled, ...this.#countFailures() };
  }

  #countFailures(): ControllerObserver {
    const errors = this.#counter(
      `${PREFIX}_reconcile_errors_total`,
      'Reconciles that failed',
    );
    const terminal = this.#counter(
      `${PREFIX}_terminal_reconcile_errors_total`,
      'Reconciles that failed, and fail again until something changes',
    );
    const panics = this.#counter(
      `${PREFIX}_reconcile_panics_total`,
      'Reconciles that failed by a fault of the program',
    );
    const timeouts = this.#counter(
      `${PREFIX}_reconcile_timeouts_total`,
      'Reconciles that did not end by their deadline',
    );
    const abandoned = this.#counter(
      'oneclick_reconciles_abandoned_total',
      'Reconciles that ignored their deadline for so long that they were given up',
    );
    return {
      failed: ({ kind }) => {
        errors();
        if (kind === 'terminal') {
          terminal();
        }
      },
      panicked: panics,
      timedOut: timeouts,
      abandoned,
    };
  }
}
