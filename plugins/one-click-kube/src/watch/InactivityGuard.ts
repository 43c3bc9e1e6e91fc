import type { Clock } from '../clock';

/**
 * Calls back when a stream that is being waited for shows no life for too long.
 * One timer a stream, however many chunks come.
 */
export class InactivityGuard {
  readonly #options: {
    readonly clock: Clock;
    readonly limitMs: number;
    readonly lastHeardAt: () => number;
    readonly onSilence: () => void;
  };
  /** Since when the reader waits; `undefined` while it is busy with what came. */
  #waitingSince: number | undefined;
  #cancel: () => void;

  constructor(options: {
    readonly clock: Clock;
    readonly limitMs: number;
    readonly lastHeardAt: () => number;
    readonly onSilence: () => void;
  }) {
    this.#options = options;
    this.#waitingSince = options.clock.now();
    this.#cancel = this.#checkIn(options.limitMs);
  }

  /** Passes chunks on, noting when the reader waits and when it works. */
  async *watchOver(
    chunks: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.#waitingSince = undefined;
      yield chunk;
      this.#waitingSince = this.#options.clock.now();
    }
  }

  stop(): void {
    this.#cancel();
  }

  #checkIn(ms: number): () => void {
    return this.#options.clock.schedule(() => this.#check(), ms);
  }

  #check(): void {
    const { clock, limitMs, lastHeardAt, onSilence } = this.#options;
    const since = this.#waitingSince ?? clock.now();
    const silence = clock.now() - Math.max(since, lastHeardAt());
    if (silence >= limitMs) {
      onSilence();
      return;
    }
    this.#cancel = this.#checkIn(limitMs - silence);
  }
}
