/** Keys in the order they came, each once; any of them can leave early. */
export class KeyLane {
  readonly #keys = new Set<string>();
  /**
   * Every key is ahead of it, since those that it passed left. It is kept, since
   * a fresh one would walk over the traces of all that left before; and it never
   * reads past the last key, since an iterator that ended does not go on.
   */
  readonly #front = this.#keys.values();

  get size(): number {
    return this.#keys.size;
  }

  push(key: string): void {
    this.#keys.add(key);
  }

  delete(key: string): void {
    this.#keys.delete(key);
  }

  /** The key that waits longest, which thereby leaves. */
  shift(): string | undefined {
    if (this.#keys.size === 0) {
      return undefined;
    }
    const next = this.#front.next();
    if (next.done) {
      return undefined;
    }
    this.#keys.delete(next.value);
    return next.value;
  }

  clear(): void {
    this.#keys.clear();
  }
}
