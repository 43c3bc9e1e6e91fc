import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { StateKeeper } from '../storage/StateKeeper';
import { KEYS_KEPT_MS } from './IdempotencyKey';

const SWEEP_MS = 60 * 60 * 1000;

export interface KeyJanitorOptions {
  readonly state: StateKeeper;
  readonly clock: Clock;
  readonly logger: LoggerService;
}

/** Forgets old idempotency keys, once an hour. Several at a time do no harm. */
export class KeyJanitor {
  readonly #options: KeyJanitorOptions;
  #cancel: () => void = () => {};
  #isStopped = false;

  constructor(options: KeyJanitorOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock } = this.#options;
    this.#cancel = clock.schedule(async () => {
      await this.#sweep();
      if (!this.#isStopped) {
        this.start();
      }
    }, SWEEP_MS);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #sweep(): Promise<void> {
    const { state, clock, logger } = this.#options;
    const before = new Date(clock.now() - KEYS_KEPT_MS).toISOString();
    try {
      await state.stores.idempotency.prune(before);
    } catch (error) {
      logger.warn(
        `Old idempotency keys are forgotten later: ${stringifyError(error)}`,
      );
    }
  }
}
