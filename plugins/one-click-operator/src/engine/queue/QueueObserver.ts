import type { Observer } from '../observers';
import type { Priority } from './Priority';

/** What a queue tells of. */
export interface QueueEvents {
  /** A key began to wait for a worker; one that waits already is not told again. */
  readonly added: { readonly priority: Priority };
  /** A worker took a key, so many milliseconds after it began to wait. */
  readonly taken: { readonly priority: Priority; readonly waitedMs: number };
  /** A worker was done with a key, so many milliseconds after taking it. */
  readonly finished: { readonly workedMs: number };
  /** A key is to come back after a failure, in so many milliseconds. */
  readonly retried: { readonly afterMs: number };
}

/** Hears what a queue does, to count it. */
export type QueueObserver = Observer<QueueEvents>;

/** What is in a queue right now. */
export interface QueueStats {
  /** Keys that wait for a worker. */
  readonly depth: Readonly<Record<Priority, number>>;
  /** Keys that will come back by themselves later. */
  readonly delayed: number;
  /** Keys that failed last time. */
  readonly failing: number;
  /** Keys that a worker has. */
  readonly working: number;
  /** Milliseconds that these have taken so far, all together. */
  readonly unfinishedMs: number;
  /** Milliseconds that the longest of these has taken so far. */
  readonly longestRunningMs: number;
}
