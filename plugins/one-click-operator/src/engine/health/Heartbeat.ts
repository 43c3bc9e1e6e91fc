import type { MonotonicClock } from '../clock';

const BEAT_MS = 1_000;

/** Notices when the event loop does not come round. */
export class Heartbeat {
  readonly #clock: MonotonicClock;
  #lastAt: number;
  #cancel: (() => void) | undefined;

  constructor(clock: MonotonicClock) {
    this.#clock = clock;
    this.#lastAt = clock.elapsed();
  }

  /** Milliseconds since the last beat; one comes every second. 0 while stopped. */
  get silentMs(): number {
    return this.#cancel ? this.#clock.elapsed() - this.#lastAt : 0;
  }

  start(): void {
    this.#lastAt = this.#clock.elapsed();
    this.#cancel ??= this.#schedule();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #schedule(): () => void {
    return this.#clock.schedule(() => {
      this.#lastAt = this.#clock.elapsed();
      this.#cancel = this.#schedule();
    }, BEAT_MS);
  }
}
