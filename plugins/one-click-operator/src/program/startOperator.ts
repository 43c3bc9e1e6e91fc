import { assembleOperator } from './assembleOperator';
import type { OperatorOptions } from './assembleOperator';

/** A running operator. */
export interface Operator {
  /** Resolves once it knows all there is; rejects if it is stopped before. */
  readonly ready: Promise<void>;
  /** Has a rollout looked at again, `namespace/name`. */
  requeue(key: string): void;
  /** Finishes what is being worked on, and ends. */
  stop(): Promise<void>;
}

const FLUSH_MS = 1_000;

/** Starts an operator in this process: without a lease, so there must be no other. */
export function startOperator(options: OperatorOptions): Operator {
  const { caches, controller, queue, recorder } = assembleOperator(options);
  const ready = caches.start().then(() => controller.start());
  // Whoever waits for it hears of it; whoever does not, stopped it.
  ready.catch(() => undefined);
  return {
    ready,
    requeue: key => queue.add(key),
    async stop() {
      await controller.stop();
      await recorder.stop(FLUSH_MS);
      await caches.stop();
    },
  };
}
