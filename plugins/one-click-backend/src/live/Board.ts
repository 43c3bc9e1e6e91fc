import { Listeners } from './Listeners';

/** What is on a board, each with an id of its own. */
export interface Identified {
  readonly id: string;
}

/** What changed on a board. */
export interface BoardChange<T> {
  /** New, or other than before. */
  readonly put: readonly T[];
  /** Ids of what is no more. */
  readonly gone: readonly string[];
}

/** Holds a set of things and tells what changes from one set to the next. */
export class Board<T extends Identified> {
  readonly #listeners = new Listeners<[BoardChange<T>]>();
  #items: ReadonlyMap<string, T> = new Map();
  #texts: ReadonlyMap<string, string> = new Map();

  get items(): readonly T[] {
    return [...this.#items.values()];
  }

  onChange(listener: (change: BoardChange<T>) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Takes the whole set as it is now; returns whether it differs from the one before. */
  set(items: readonly T[]): boolean {
    const texts = new Map(items.map(item => [item.id, JSON.stringify(item)]));
    const before = this.#texts;
    const change = {
      put: items.filter(({ id }) => texts.get(id) !== before.get(id)),
      gone: [...before.keys()].filter(id => !texts.has(id)),
    };
    this.#items = new Map(items.map(item => [item.id, item]));
    this.#texts = texts;
    const isNews = change.put.length > 0 || change.gone.length > 0;
    if (isNews) {
      this.#listeners.tell(change);
    }
    return isNews;
  }
}
