import type { MonotonicClock } from '../clock';

/** How a slice gets its time, and how it gives it back. */
export interface TimeSliceOptions {
  readonly clock: MonotonicClock;
  /** Milliseconds of one slice. Default 5. */
  readonly sliceMs?: number;
  /** Calls back after timers and sockets had their turn. */
  readonly nextTurn?: (callback: () => void) => void;
}

/** Far below what a lease can wait, far above what a turn of the loop costs. */
const SLICE_MS = 5;

/**
 * Keeps many that work in promises from holding up all that needs the event
 * loop. A chain of promises never lets a timer in: twenty workers that find all
 * they need in memory would hold up the renewal of the lease until they end.
 *
 * Whoever calls `giveWay` between two pieces of work goes on at once while the
 * common slice lasts. After that each has to wait for a turn of the loop of its
 * own, with a new slice: were they all let on in one turn, it would last as long
 * as all their pieces together.
 */
export class TimeSlice {
  readonly #clock: MonotonicClock;
  readonly #sliceMs: number;
  readonly #nextTurn: (callback: () => void) => void;
  readonly #waiting: (() => void)[] = [];
  #began: number;

  constructor(options: TimeSliceOptions) {
    this.#clock = options.clock;
    this.#sliceMs = options.sliceMs ?? SLICE_MS;
    this.#nextTurn = options.nextTurn ?? setImmediate;
    this.#began = options.clock.elapsed();
  }

  /** Resolves at once, or after a turn of the event loop where the slice is over. */
  async giveWay(): Promise<void> {
    if (this.#clock.elapsed() - this.#began < this.#sliceMs) {
      return;
    }
    await new Promise<void>(resolve => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) {
        this.#nextTurn(() => this.#letOneOn());
      }
    });
  }

  #letOneOn(): void {
    this.#began = this.#clock.elapsed();
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) {
      this.#nextTurn(() => this.#letOneOn());
    }
  }
}
