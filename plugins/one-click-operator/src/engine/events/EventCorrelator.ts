import type { MonotonicClock } from '../clock';
import { LruMap } from './LruMap';

/** The object an event is about. */
export interface EventSubject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid?: string | undefined;
}

/** Something that happened to an object. */
export interface Happening {
  readonly about: EventSubject;
  readonly type: 'Normal' | 'Warning';
  /** One word in UpperCamelCase, for machines. */
  readonly reason: string;
  /** A sentence for people. */
  readonly message: string;
}

/** What to make of a happening: nothing, or the event that is known by a key. */
export type Correlation =
  | { readonly isDropped: true }
  | {
      readonly isDropped: false;
      readonly key: string;
      readonly message: string;
    };

/** Messages of one kind that stand for themselves; the next ones share an event. */
const SIMILAR_LIMIT = 10;
const SIMILAR_WINDOW_MS = 600_000;
/** An object may cause so many events at once, and from then on one in five minutes. */
const BURST = 25;
const REFILL_MS = 300_000;
const LRU_SIZE = 4_096;

interface Similar {
  readonly messages: Set<string>;
  lastAt: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Keeps events few, by the limits that client-go has: what differs in its
 * message only shares one event from the eleventh on, and an object that will
 * not be quiet is heard every five minutes.
 */
export class EventCorrelator {
  readonly #clock: MonotonicClock;
  readonly #similar = new LruMap<Similar>(LRU_SIZE);
  readonly #buckets = new LruMap<Bucket>(LRU_SIZE);

  constructor(clock: MonotonicClock) {
    this.#clock = clock;
  }

  correlate(happening: Happening): Correlation {
    const { about, type, reason, message } = happening;
    const subject = JSON.stringify(about);
    const kind = JSON.stringify([about, type, reason]);
    const isOneOfMany = this.#isOneOfMany(kind, message);
    if (!this.#takeToken(subject)) {
      return { isDropped: true };
    }
    return isOneOfMany
      ? {
          isDropped: false,
          key: kind,
          message: `${message} (stands for others like it)`,
        }
      : {
          isDropped: false,
          key: JSON.stringify([about, type, reason, message]),
          message,
        };
  }

  #isOneOfMany(kind: string, message: string): boolean {
    const now = this.#clock.elapsed();
    let similar = this.#similar.get(kind);
    if (!similar || now - similar.lastAt > SIMILAR_WINDOW_MS) {
      similar = { messages: new Set(), lastAt: now };
      this.#similar.set(kind, similar);
    }
    similar.lastAt = now;
    if (similar.messages.has(message)) {
      return false;
    }
    if (similar.messages.size >= SIMILAR_LIMIT) {
      return true;
    }
    similar.messages.add(message);
    return false;
  }

  #takeToken(subject: string): boolean {
    const now = this.#clock.elapsed();
    const bucket = this.#buckets.get(subject) ?? { tokens: BURST, at: now };
    const refilled = bucket.tokens + (now - bucket.at) / REFILL_MS;
    bucket.tokens = Math.min(BURST, refilled);
    bucket.at = now;
    this.#buckets.set(subject, bucket);
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens -= 1;
    return true;
  }
}
