// There may be thousands of distinct values in use at once, and no end of them over the years.
const MAX_VALUES = 50_000;

/** Keeps one of each value, by a key that says all of it; whoever has one keeps it even once it is forgotten here. */
export class Pool<T> {
  readonly #values = new Map<string, T>();

  /** The value of that key; made where there is none. */
  get(key: string, make: () => T): T {
    const known = this.#values.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.#values.size >= MAX_VALUES) {
      this.#values.clear();
    }
    const made = make();
    this.#values.set(key, made);
    return made;
  }
}

const texts = new Pool<string>();

/**
 * One and the same text for equal ones: namespaces, uids of owners and images
 * come with every object, and each copy would be kept.
 */
export function share(text: string): string {
  return texts.get(text, () => text);
}
