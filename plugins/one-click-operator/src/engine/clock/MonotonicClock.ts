/**
 * Time that only ever goes on, for intervals and deadlines. Somebody who sets
 * the machine's date shortens or lengthens none of them.
 */
export interface MonotonicClock {
  /** Milliseconds since some fixed moment. */
  elapsed(): number;
  /** Calls back once after `ms`; returns what cancels it. */
  schedule(callback: () => void, ms: number): () => void;
}

/** Node keeps no timer for longer (2^31 - 1 ms): it would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's time since the program began. A longer wait than 24 days ends then. */
export const monotonicClock: MonotonicClock = {
  elapsed: () => performance.now(),
  schedule(callback, ms) {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
