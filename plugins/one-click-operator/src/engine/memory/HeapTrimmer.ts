import type { MonotonicClock } from '../clock';

/** So long without work is a rest. */
const REST_MS = 3_000;
/** So little work leaves too little behind to be worth a collection. */
const MIN_WORK = 100;

/** What a trimmer works with. */
export interface HeapTrimmerOptions {
  readonly clock: MonotonicClock;
  /** Gives back to the machine what is no longer needed; takes some 10 ms for each 10 MB. */
  readonly collect: () => void;
}

/**
 * Has the heap collected once after much work, when there is rest. A process
 * at rest makes no garbage, so that V8 would keep what a start or a storm left
 * behind until the next one.
 */
export class HeapTrimmer {
  readonly #options: HeapTrimmerOptions;
  #work = 0;
  #workedAt = 0;
  #cancel: (() => void) | undefined;

  constructor(options: HeapTrimmerOptions) {
    this.#options = options;
  }

  /** Takes note of a piece of work. */
  note(): void {
    this.#work += 1;
    this.#workedAt = this.#options.clock.elapsed();
    this.#cancel ??= this.#lookIn(REST_MS);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #lookIn(ms: number): () => void {
    return this.#options.clock.schedule(() => this.#look(), ms);
  }

  #look(): void {
    const { clock, collect } = this.#options;
    const restsFor = clock.elapsed() - this.#workedAt;
    if (restsFor < REST_MS) {
      this.#cancel = this.#lookIn(REST_MS - restsFor);
      return;
    }
    this.#cancel = undefined;
    if (this.#work >= MIN_WORK) {
      this.#work = 0;
      collect();
    }
  }
}
