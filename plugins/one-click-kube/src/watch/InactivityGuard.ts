import type { Clock } from '../clock';

/**
 * Calls back when a stream that is being waited for brings nothing for too
 * long. That its connection answers pings counts for nothing here: a proxy may
 * do that for a server that is gone. One timer a stream, however many chunks come.
 */
export class InactivityGuard {
  readonly #options: {
    readonly clock: Clock;
    readonly limitMs: number;
    readonly onSilence: () => void;
  };
  /** Since when the reader waits; `undefined` while it is busy with what came. */
  #waitingSince: number | undefined;
  #cancel: () => void;

  constructor(options: {
    readonly clock: Clock;
    readonly limitMs: number;
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
    const { clock, limitMs, onSilence } = this.#options;
    // Below zero where somebody has put the clock back.
    const silence = Math.max(
      0,
      clock.now() - (this.#waitingSince ?? clock.now()),
    );
    if (silence >= limitMs) {
      onSilence();
      return;
    }
    this.#cancel = this.#checkIn(limitMs - silence);
  }
}
