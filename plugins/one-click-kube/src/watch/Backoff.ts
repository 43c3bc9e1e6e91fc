export interface BackoffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
  /** Random numbers in [0, 1). */
  readonly random: () => number;
}

/**
 * Waits that double from failure to failure, each cut by up to a half at random
 * so that many clients do not come back at once.
 */
export class Backoff {
  readonly #options: BackoffOptions;
  #failures = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** Milliseconds to wait after one more failure; never less than `atLeastMs`. */
  next(atLeastMs = 0): number {
    const { firstMs, maxMs, random } = this.#options;
    const full = Math.min(maxMs, firstMs * 2 ** this.#failures);
    // The exponent is bounded, so that a long outage does not overflow.
    this.#failures = full < maxMs ? this.#failures + 1 : this.#failures;
    return Math.max(atLeastMs, full * (1 - random() / 2));
  }

  /** All is well: the next failure is a first one. */
  reset(): void {
    this.#failures = 0;
  }
}
