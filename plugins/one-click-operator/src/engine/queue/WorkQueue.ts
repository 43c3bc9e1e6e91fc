import { Observers } from '../observers';
import type { MonotonicClock } from '../clock';
import { DelayHeap } from './DelayHeap';
import { KeyLane } from './KeyLane';
import type { Priority } from './Priority';
import type { QueueEvents, QueueObserver, QueueStats } from './QueueObserver';
import { DEFAULT_RETRY, RetryDelays } from './RetryDelays';
import type { RetryLimits } from './RetryDelays';

/** How a queue behaves. */
export interface WorkQueueOptions {
  readonly clock: MonotonicClock;
  readonly observers?: readonly QueueObserver[];
  /** While both levels wait, one of so many takes is of the low one. Default 8. */
  readonly lowEvery?: number;
  /** Share of a retry's wait, 0 to 1, that chance may take off. Default 0.2. */
  readonly jitter?: number;
  /** Random numbers in [0, 1). */
  readonly random?: () => number;
}

/** A key with a change that no worker has seen yet. */
interface Dirty {
  readonly priority: Priority;
  readonly since: number;
}

/** A key that a worker has. */
interface Work {
  readonly priority: Priority;
  readonly since: number;
}

/** A start over thousands of keys then still takes no more than an eighth from what happens meanwhile. */
const LOW_EVERY = 8;
const JITTER = 0.2;

/**
 * Hands out keys to workers, for work that looks at the present state of a key
 * and needs no more than to be told that something changed.
 *
 * - A key is one worker's at a time. Added while it waits, it waits once; added
 *   while it is worked on, it comes back when that is done. So no change is
 *   missed, and a burst costs one or two looks.
 * - Keys leave in the order they came, level by level. A key takes the higher
 *   level anyone asked for. The low level gets its share even if the other is
 *   never empty, so a look through everything ends.
 * - `addAfter` keeps the earliest moment asked for. A look in between takes its
 *   place: it sees the present, and says anew when to look again.
 * - Nothing is kept of a key that is done and forgotten.
 *
 * Intervals are of a clock that no one can set.
 */
export class WorkQueue {
  readonly #clock: MonotonicClock;
  readonly #observers: Observers<QueueEvents>;
  readonly #lowEvery: number;
  readonly #retries: RetryDelays;
  readonly #delays = new DelayHeap();
  readonly #dirty = new Map<string, Dirty>();
  readonly #working = new Map<string, Work>();
  /** Each key that is dirty and not worked on is in the lane of its priority, and no other key in any. */
  readonly #lanes: Readonly<Record<Priority, KeyLane>> = {
    normal: new KeyLane(),
    low: new KeyLane(),
  };
  /** Workers that wait for a key; there are none while an open queue has a key in a lane. */
  readonly #idle: ((key: string | undefined) => void)[] = [];
  #takesSinceLow = 0;
  #paused = false;
  #stopped = false;
  #timer: { readonly at: number; cancel(): void } | undefined;

  constructor(options: WorkQueueOptions) {
    this.#clock = options.clock;
    this.#observers = new Observers(options.observers);
    this.#lowEvery = options.lowEvery ?? LOW_EVERY;
    this.#retries = new RetryDelays({
      jitter: options.jitter ?? JITTER,
      random: options.random ?? Math.random,
    });
  }

  /** Has a key looked at as soon as a worker is free. */
  add(key: string, priority: Priority = 'normal'): void {
    const dirty = this.#dirty.get(key);
    if (this.#stopped || dirty?.priority === 'normal') {
      return;
    }
    if (dirty?.priority === priority) {
      return;
    }
    const since = dirty?.since ?? this.#clock.elapsed();
    this.#dirty.set(key, { priority, since });
    if (!dirty) {
      this.#observers.tell('added', { priority });
    }
    if (!this.#working.has(key)) {
      this.#lanes.low.delete(key);
      this.#lanes[priority].push(key);
      this.#serve();
    }
  }

  /**
   * Has a key looked at after `ms`, at once if that is not above 0. Of several
   * calls the earliest moment counts; when a worker takes the key, none does
   * any more. Without a priority it keeps the one it is worked on with.
   */
  addAfter(key: string, ms: number, priority?: Priority): void {
    const level = priority ?? this.#working.get(key)?.priority ?? 'normal';
    if (this.#stopped) {
      return;
    }
    if (!(ms > 0)) {
      this.add(key, level);
      return;
    }
    this.#delays.put({ key, at: this.#clock.elapsed() + ms, priority: level });
    this.#arm();
  }

  /** Has a key that failed looked at again, later from failure to failure; gives the milliseconds until then. */
  retry(key: string, limits: RetryLimits = DEFAULT_RETRY): number {
    const afterMs = this.#retries.next(key, limits);
    this.#observers.tell('retried', { afterMs });
    this.addAfter(key, afterMs);
    return afterMs;
  }

  /** Has every key that failed looked at again now, as if for the first time: what they failed of is over. */
  retryFailed(): void {
    for (const key of this.#retries.keys()) {
      this.#retries.forget(key);
      this.add(key);
    }
  }

  /** How often in a row the key failed. */
  failuresOf(key: string): number {
    return this.#retries.failuresOf(key);
  }

  /** The key is well: its next failure is a first one. */
  forget(key: string): void {
    this.#retries.forget(key);
  }

  /** The next key, which is then this worker's until `done`; `undefined` once stopped. */
  take(): Promise<string | undefined> {
    return new Promise(resolve => {
      if (this.#stopped) {
        resolve(undefined);
        return;
      }
      this.#idle.push(resolve);
      this.#serve();
    });
  }

  /** The worker is through with the key, which may be taken again. */
  done(key: string): void {
    const work = this.#working.get(key);
    if (!work) {
      return;
    }
    this.#working.delete(key);
    this.#observers.tell('finished', { workedMs: this.#since(work) });
    const dirty = this.#dirty.get(key);
    if (dirty) {
      this.#lanes[dirty.priority].push(key);
      this.#serve();
    }
  }

  /** Hands out nothing until `resume`; what is added waits. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#serve();
  }

  /** Drops what waits and lets idle workers go, for good. */
  stop(): void {
    this.#stopped = true;
    this.#dirty.clear();
    this.#lanes.normal.clear();
    this.#lanes.low.clear();
    this.#retries.clear();
    this.#delays.clear();
    this.#arm();
    this.#idle.splice(0).forEach(worker => worker(undefined));
  }

  stats(): QueueStats {
    const running = [...this.#working.values()].map(work => this.#since(work));
    return {
      depth: { normal: this.#lanes.normal.size, low: this.#lanes.low.size },
      delayed: this.#delays.size,
      failing: this.#retries.size,
      working: running.length,
      unfinishedMs: running.reduce((sum, ms) => sum + ms, 0),
      longestRunningMs: Math.max(0, ...running),
    };
  }

  #serve(): void {
    while (this.#idle.length > 0 && !this.#paused) {
      const key = this.#pick();
      if (key === undefined) {
        return;
      }
      this.#begin(key);
      this.#idle.shift()?.(key);
    }
  }

  #pick(): string | undefined {
    const { normal, low } = this.#lanes;
    const isLowsTurn = this.#takesSinceLow >= this.#lowEvery - 1;
    if (normal.size === 0 || (isLowsTurn && low.size > 0)) {
      this.#takesSinceLow = 0;
      return low.shift();
    }
    // Nobody was passed over while none of them waited.
    this.#takesSinceLow = low.size > 0 ? this.#takesSinceLow + 1 : 0;
    return normal.shift();
  }

  #begin(key: string): void {
    const { priority, since } = this.#dirty.get(key) ?? {
      priority: 'normal',
      since: this.#clock.elapsed(),
    };
    this.#dirty.delete(key);
    this.#working.set(key, { priority, since: this.#clock.elapsed() });
    this.#delays.remove(key);
    this.#arm();
    const waitedMs = this.#clock.elapsed() - since;
    this.#observers.tell('taken', { priority, waitedMs });
  }

  /** Keeps the one timer at the moment the first delay is due. */
  #arm(): void {
    const at = this.#delays.firstAt;
    if (at === this.#timer?.at) {
      return;
    }
    this.#timer?.cancel();
    this.#timer = undefined;
    if (at !== undefined) {
      // A timer may fire a little early; the rest of the wait must not be a hot loop.
      const ms = Math.max(1, at - this.#clock.elapsed());
      const cancel = this.#clock.schedule(() => this.#release(), ms);
      this.#timer = { at, cancel };
    }
  }

  #release(): void {
    this.#timer = undefined;
    const now = this.#clock.elapsed();
    for (
      let due = this.#delays.takeDue(now);
      due;
      due = this.#delays.takeDue(now)
    ) {
      this.add(due.key, due.priority);
    }
    this.#arm();
  }

  #since({ since }: Work): number {
    return this.#clock.elapsed() - since;
  }
}
