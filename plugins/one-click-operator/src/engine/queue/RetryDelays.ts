/** How long to wait from one failure to the next. */
export interface RetryLimits {
  /** Milliseconds after the first failure; each further one in a row doubles them. */
  readonly firstMs: number;
  /** Never more milliseconds than these. */
  readonly maxMs: number;
  /** Never fewer than these, for a server that says when to come back. Default 0. */
  readonly atLeastMs?: number;
}

/** client-go's first delay; its cap of 1000 s would leave a healed key waiting for a quarter of an hour. */
export const DEFAULT_RETRY: RetryLimits = { firstMs: 5, maxMs: 5 * 60_000 };

/** Doubling more often changes nothing, and would end in infinity. */
const MOST_DOUBLINGS = 40;

/** Counts each key's failures in a row, and says how long to wait after the next one. */
export class RetryDelays {
  readonly #failures = new Map<string, number>();
  readonly #jitter: number;
  readonly #random: () => number;

  /** `jitter` is the share of each wait that chance may take off, so that keys that fail together come back apart. */
  constructor(options: {
    readonly jitter: number;
    readonly random: () => number;
  }) {
    this.#jitter = options.jitter;
    this.#random = options.random;
  }

  /** How many keys have failed and not been forgotten. */
  get size(): number {
    return this.#failures.size;
  }

  /** The keys that have failed and not been forgotten. */
  keys(): readonly string[] {
    return [...this.#failures.keys()];
  }

  failuresOf(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** Counts one more failure of the key; gives the milliseconds to wait. */
  next(key: string, limits: RetryLimits): number {
    const failures = this.failuresOf(key);
    this.#failures.set(key, Math.min(failures + 1, MOST_DOUBLINGS));
    const full = Math.min(limits.maxMs, limits.firstMs * 2 ** failures);
    const cut = full * this.#jitter * this.#random();
    return Math.max(limits.atLeastMs ?? 0, full - cut);
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }

  clear(): void {
    this.#failures.clear();
  }
}
