/**
 * Hands out keys to workers: each key to one worker at a time, and as often as
 * needed but no more. Added again while it waits, a key waits once; added while
 * it is worked on, it comes back afterwards.
 */
export class KeyedQueue {
  readonly #waiting = new Set<string>();
  readonly #working = new Set<string>();
  readonly #again = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #idle: ((key: string | undefined) => void)[] = [];
  #stopped = false;

  add(key: string): void {
    if (this.#stopped) {
      return;
    }
    if (this.#working.has(key)) {
      this.#again.add(key);
      return;
    }
    const worker = this.#idle.shift();
    if (!worker) {
      this.#waiting.add(key);
      return;
    }
    this.#working.add(key);
    worker(key);
  }

  /** Adds a key later; a later call takes the place of an earlier one. */
  addAfter(key: string, ms: number): void {
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      this.add(key);
    }, ms);
    this.#timers.set(key, timer);
  }

  /** The next key, which is then this worker's until `done`; `undefined` once stopped. */
  next(): Promise<string | undefined> {
    const [key] = this.#waiting;
    if (key !== undefined) {
      this.#waiting.delete(key);
      this.#working.add(key);
      return Promise.resolve(key);
    }
    return this.#stopped
      ? Promise.resolve(undefined)
      : new Promise(resolve => this.#idle.push(resolve));
  }

  done(key: string): void {
    this.#working.delete(key);
    if (this.#again.delete(key)) {
      this.add(key);
    }
  }

  /** Drops what waits and lets idle workers go. */
  stop(): void {
    this.#stopped = true;
    this.#waiting.clear();
    this.#timers.forEach(timer => clearTimeout(timer));
    this.#idle.splice(0).forEach(worker => worker(undefined));
  }
}
