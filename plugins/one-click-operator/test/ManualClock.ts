import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { MonotonicClock } from '../src/engine/clock';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is told otherwise: date and stop-watch in one. */
export class ManualClock implements Clock, MonotonicClock {
  readonly #timers = new Set<Timer>();
  #elapsed = 0;
  #date = Date.UTC(2026, 0, 1);

  now(): number {
    return this.#date;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  schedule(callback: () => void, ms: number): () => void {
    const timer = { at: this.#elapsed + Math.max(0, ms), callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** How many callbacks are still to come. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Somebody sets the machine's date; no time passes. */
  jumpWall(ms: number): void {
    this.#date += ms;
  }

  /** The event loop is blocked: time passes, and nobody is called back. */
  block(ms: number): void {
    this.#moveTo(this.#elapsed + ms);
  }

  /** Lets time pass; what falls due is called in order, and what follows from it happens in between. */
  async advance(ms: number): Promise<void> {
    await settle();
    const end = this.#elapsed + ms;
    while (this.#callNext(end)) {
      await settle();
    }
    this.#moveTo(end);
    await settle();
  }

  /** Lets time pass without waiting for what follows from what falls due. */
  tick(ms: number): void {
    const end = this.#elapsed + ms;
    while (this.#callNext(end)) {
      // All of it is in the condition.
    }
    this.#moveTo(end);
  }

  #callNext(end: number): boolean {
    const next = this.#nextUntil(end);
    if (!next) {
      return false;
    }
    this.#timers.delete(next);
    this.#moveTo(Math.max(this.#elapsed, next.at));
    next.callback();
    return true;
  }

  #nextUntil(end: number): Timer | undefined {
    return [...this.#timers]
      .filter(({ at }) => at <= end)
      .sort((a, b) => a.at - b.at)[0];
  }

  #moveTo(moment: number): void {
    this.#date += moment - this.#elapsed;
    this.#elapsed = moment;
  }
}

/** Lets all that is ready to go on do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    await new Promise(resolve => setImmediate(resolve));
  }
}
