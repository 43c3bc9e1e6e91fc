import type { Clock } from '@one-click/backstage-plugin-one-click-kube';

/** Something that runs for as long as somebody uses it. */
export interface Shareable {
  /** Ends it for good. */
  close(): void;
}

/** A use of something shared. */
export interface Lease<T> {
  readonly value: T;
  /** Ends the use; safe to repeat. */
  release(): void;
}

/** Whoever leaves a page often comes back within this time. */
export const LINGER_MS = 60_000;

/** Things that nobody uses and that may run on for a while: so many pages are left within a minute by people, not by scripts. */
export const MAX_IDLE = 20;

export interface SharedPoolOptions<K, T> {
  readonly clock: Clock;
  /** Tells keys apart. */
  readonly nameOf: (key: K) => string;
  readonly create: (key: K) => T;
}

interface Entry<T> {
  readonly value: T;
  users: number;
  cancelClose: () => void;
}

/**
 * Makes each thing once, however many use it, and closes it a minute after the
 * last of them; sooner, where more than {@link MAX_IDLE} are left unused.
 */
export class SharedPool<K, T extends Shareable> {
  readonly #options: SharedPoolOptions<K, T>;
  readonly #entries = new Map<string, Entry<T>>();

  constructor(options: SharedPoolOptions<K, T>) {
    this.#options = options;
  }

  /** Things that run now. */
  get size(): number {
    return this.#entries.size;
  }

  acquire(key: K): Lease<T> {
    const name = this.#options.nameOf(key);
    const entry = this.#entries.get(name) ?? this.#open(name, key);
    entry.users += 1;
    entry.cancelClose();
    let isHeld = true;
    return {
      value: entry.value,
      release: () => {
        if (isHeld) {
          isHeld = false;
          this.#release(name, entry);
        }
      },
    };
  }

  /** Closes everything at once, used or not. */
  close(): void {
    for (const { value, cancelClose } of this.#entries.values()) {
      cancelClose();
      value.close();
    }
    this.#entries.clear();
  }

  #open(name: string, key: K): Entry<T> {
    const value = this.#options.create(key);
    const entry = { value, users: 0, cancelClose: () => {} };
    this.#entries.set(name, entry);
    return entry;
  }

  #release(name: string, entry: Entry<T>): void {
    entry.users -= 1;
    if (entry.users > 0 || this.#entries.get(name) !== entry) {
      return;
    }
    entry.cancelClose = this.#options.clock.schedule(
      () => this.#close(name, entry),
      LINGER_MS,
    );
    // The last one to be used goes to the end, so that the others are older.
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    this.#closeOldest();
  }

  #closeOldest(): void {
    const idle = [...this.#entries].filter(([, { users }]) => users === 0);
    for (const [name, entry] of idle.slice(0, -MAX_IDLE)) {
      entry.cancelClose();
      this.#close(name, entry);
    }
  }

  #close(name: string, entry: Entry<T>): void {
    this.#entries.delete(name);
    entry.value.close();
  }
}
