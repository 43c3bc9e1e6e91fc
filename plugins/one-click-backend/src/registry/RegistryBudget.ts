import { RegistryError } from './RegistryError';
import type { RegistryRules } from './RegistryRules';

const MAX_BUCKETS = 1_000;

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/**
 * How often this process may ask each registry: what one of them has used up
 * is no concern of the others. Fills up evenly; a minute's worth may be spent
 * at once.
 */
export class RegistryBudget {
  readonly #rules: RegistryRules;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: {
    readonly rules: RegistryRules;
    readonly now: () => number;
  }) {
    this.#rules = options.rules;
    this.#now = options.now;
  }

  /** Takes one request. Throws RegistryError `busy` where none is left. */
  spend(host: string): void {
    const { requestsPerMinute } = this.#rules.settingsOf(host);
    const now = this.#now();
    const perMs = requestsPerMinute / 60_000;
    const bucket = this.#buckets.get(host);
    const left = bucket
      ? Math.min(requestsPerMinute, bucket.left + (now - bucket.at) * perMs)
      : requestsPerMinute;
    if (left < 1) {
      throw new RegistryError(
        'busy',
        `'${host}' is asked ${requestsPerMinute} times a minute at most, and that is used up`,
        { retryAfterMs: Math.ceil((1 - left) / perMs) },
      );
    }
    this.#forgetFull(now);
    this.#buckets.set(host, { left: left - 1, at: now });
  }

  /** People can name any host: a bucket that is full again need not be kept. */
  #forgetFull(now: number): void {
    if (this.#buckets.size < MAX_BUCKETS) {
      return;
    }
    for (const [host, { at }] of this.#buckets) {
      if (now - at > 60_000) {
        this.#buckets.delete(host);
      }
    }
  }
}
