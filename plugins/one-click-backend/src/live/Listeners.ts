/** Those who want to be told of something. */
export class Listeners<T extends readonly unknown[] = []> {
  readonly #all = new Set<(...news: T) => void>();

  get size(): number {
    return this.#all.size;
  }

  /** Returns what takes the listener off again. */
  add(listener: (...news: T) => void): () => void {
    // The same function may be added twice, and is then told twice.
    const own = (...news: T) => listener(...news);
    this.#all.add(own);
    return () => {
      this.#all.delete(own);
    };
  }

  tell(...news: T): void {
    for (const listener of [...this.#all]) {
      listener(...news);
    }
  }
}
