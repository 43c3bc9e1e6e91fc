import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { Refusal } from '@one-click/backstage-plugin-one-click-workload';

/** A quota raised or a policy gone is noticed by nothing but another attempt. */
const FIRST_PAUSE_MS = 5_000;
const MAX_PAUSE_MS = 5 * 60_000;

/** A refusal that still stands. */
export interface StandingRefusal {
  readonly refusal: Refusal;
  /** Milliseconds until another attempt is worth its request. */
  readonly retryAfterMs: number;
}

interface Noted {
  readonly asked: string;
  readonly refusal: Refusal;
  readonly attempts: number;
  readonly retryAt: number;
}

/** Remembers what the cluster did not take, so that it is asked again seldom, and at once for something else. */
export class RefusedChildren {
  readonly #clock: Clock;
  readonly #noted = new Map<string, Noted>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The refusal of that very wish, until it is time to ask again. */
  find(key: string, asked: string): StandingRefusal | undefined {
    const noted = this.#noted.get(key);
    const now = this.#clock.now();
    return noted?.asked === asked && now < noted.retryAt
      ? { refusal: noted.refusal, retryAfterMs: noted.retryAt - now }
      : undefined;
  }

  note(key: string, asked: string, refusal: Refusal): StandingRefusal {
    const before = this.#noted.get(key);
    const attempts = before?.asked === asked ? before.attempts + 1 : 1;
    const retryAfterMs = Math.min(
      FIRST_PAUSE_MS * 2 ** (attempts - 1),
      MAX_PAUSE_MS,
    );
    const retryAt = this.#clock.now() + retryAfterMs;
    this.#noted.set(key, { asked, refusal, attempts, retryAt });
    return { refusal, retryAfterMs };
  }

  forget(key: string): void {
    this.#noted.delete(key);
  }
}
