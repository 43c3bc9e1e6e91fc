import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import { SharedPool } from '../live/SharedPool';
import type { Shareable } from '../live/SharedPool';

/** What a person may still read for now, over all of their streams. */
export interface LogBudget {
  hasRoom(): boolean;
  spend(bytes: number): void;
}

export interface LogBudgetsOptions {
  readonly clock: Clock;
  /** Sustained bytes a second a person; ten times as much at once. */
  readonly bytesPerSecond: number;
}

/** How many seconds' worth may be read at once, as when a page opens. */
const BURST_SECONDS = 10;

class Bucket implements LogBudget, Shareable {
  readonly #options: LogBudgetsOptions;
  readonly #size: number;
  #left: number;
  #filledAt: number;

  constructor(options: LogBudgetsOptions) {
    this.#options = options;
    this.#size = options.bytesPerSecond * BURST_SECONDS;
    this.#left = this.#size;
    this.#filledAt = options.clock.now();
  }

  hasRoom(): boolean {
    this.#fill();
    return this.#left > 0;
  }

  /** May go below nothing: a message is not cut. */
  spend(bytes: number): void {
    this.#fill();
    this.#left -= bytes;
  }

  close(): void {}

  #fill(): void {
    const now = this.#options.clock.now();
    const seconds = (now - this.#filledAt) / 1000;
    const filled = this.#left + seconds * this.#options.bytesPerSecond;
    this.#left = Math.min(this.#size, filled);
    this.#filledAt = now;
  }
}

/** One budget a person, over all of their streams. */
export type LogBudgets = SharedPool<string, LogBudget & Shareable>;

/** Gives each person one budget, as long as they read. */
export function createLogBudgets(options: LogBudgetsOptions): LogBudgets {
  return new SharedPool({
    clock: options.clock,
    nameOf: person => person,
    create: () => new Bucket(options),
  });
}
