import type { Clock } from '../clock';
import type { WatchHandlers } from './Watch';

type Told = Pick<WatchHandlers<never>, 'onStale' | 'onFresh'>;

/**
 * Decides when what was told counts as out of date: when a reconnection failed,
 * not when a connection ended, since servers end them as a matter of course.
 */
export class Freshness {
  readonly #handlers: Told;
  #goodUntil: number;
  #synced = false;
  #failures = 0;
  #stale = false;

  constructor(options: { readonly handlers: Told; readonly clock: Clock }) {
    this.#handlers = options.handlers;
    this.#goodUntil = options.clock.now();
  }

  /** A stream is up, or the whole set was told. */
  async noteUp(event: 'opened' | 'synced'): Promise<void> {
    this.#synced ||= event === 'synced';
    if (!this.#synced) {
      return;
    }
    this.#failures = 0;
    if (this.#stale) {
      this.#stale = false;
      await this.#handlers.onFresh?.();
    }
  }

  /** The stream that is over was alive until then. */
  noteEnd(lastHeardAt: number): void {
    this.#goodUntil = Math.max(this.#goodUntil, lastHeardAt);
  }

  async noteFailure(cause: Error): Promise<void> {
    this.#failures += 1;
    const isOutage = !this.#synced || this.#failures > 1;
    if (isOutage && !this.#stale) {
      this.#stale = true;
      await this.#handlers.onStale?.({ since: this.#goodUntil, cause });
    }
  }
}
