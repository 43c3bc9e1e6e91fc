import { WordIndex } from './WordIndex';
import type { Indexer } from './WordIndex';
import { isOlder, isSameObject, keyOf, ownKey } from './Stored';
import type { Stored } from './Stored';

/** How a store files its objects, and whom it tells of what. */
export interface IndexedStoreOptions<T> {
  /** The words objects are found by. */
  readonly index: Indexer<T>;
  /** The keys a change of the object concerns. @defaultValue the index's words */
  readonly concerns?: Indexer<T> | undefined;
  /** The keys its going concerns. @defaultValue those a change concerns */
  readonly concernsWhenGone?: Indexer<T> | undefined;
  /**
   * Whether a newer version of an object says nothing new: then nobody is
   * concerned. @defaultValue every version says something new
   */
  readonly isSame?: ((before: T, after: T) => boolean) | undefined;
}

/** What a watch listed, and where. */
export interface SyncContext {
  /** Absent means all namespaces. */
  readonly namespace?: string | undefined;
  readonly resourceVersion: string;
}

/**
 * Keeps the objects of one kind as last seen.
 *
 * Two tell it of them: the watch (`upsert`, `remove`, `sync`), and the answers
 * to our own writes (`put`), which are often the first to know. So that nobody
 * acts on what was before their own write, an older version never takes the
 * place of a newer one, wherever it comes from. Objects of one name are told
 * apart by uid: recreated, it is one that went and one that came.
 *
 * What the watch tells gives the keys it concerns, each once.
 */
export class IndexedStore<T extends Stored> {
  readonly #objects = new Map<string, T>();
  readonly #index: WordIndex<T>;
  readonly #concerns: Indexer<T>;
  readonly #concernsWhenGone: Indexer<T>;
  readonly #isSame: (before: T, after: T) => boolean;
  /** Versions of our writes that the watch has yet to tell, by key. */
  readonly #unseen = new Map<string, string>();
  /** The newest version the watch has told, by namespace; under '' where it tells of all. */
  readonly #told = new Map<string, string>();

  constructor(options: IndexedStoreOptions<T>) {
    const { index, concerns = index, isSame = () => false } = options;
    this.#index = new WordIndex(index);
    this.#concerns = concerns;
    this.#concernsWhenGone = options.concernsWhenGone ?? concerns;
    this.#isSame = isSame;
  }

  get size(): number {
    return this.#objects.size;
  }

  /** How many of our own writes the watch has yet to tell. */
  get unseen(): number {
    return this.#unseen.size;
  }

  get(namespace: string, name: string): T | undefined {
    return this.#objects.get(keyOf(namespace, name));
  }

  /** Objects that are filed under a word. */
  find(word: string): readonly T[] {
    return this.#index.get(word);
  }

  values(): IterableIterator<T> {
    return this.#objects.values();
  }

  /** Takes over what the watch says there is. */
  upsert(object: T): readonly string[] {
    const key = ownKey(object);
    this.#noteTold(key, object);
    const before = this.#objects.get(key);
    if (!before) {
      this.#set(key, object);
      return unique(this.#concerns(object));
    }
    const version = object.metadata?.resourceVersion;
    const known = before.metadata?.resourceVersion;
    if (isOlder(version, known)) {
      return [];
    }
    this.#replace(key, before, object);
    const isNews =
      !isSameObject(before, object) ||
      (version !== known && !this.#isSame(before, object));
    return isNews
      ? unique([...this.#concerns(before), ...this.#concerns(object)])
      : [];
  }

  /** Takes over what the watch says is gone, or no longer concerns us. */
  remove(object: T): readonly string[] {
    const key = ownKey(object);
    this.#noteTold(key, object);
    const before = this.#objects.get(key);
    const { resourceVersion } = object.metadata ?? {};
    if (!before || isOlder(resourceVersion, before.metadata?.resourceVersion)) {
      return [];
    }
    this.#delete(key, before);
    const concerned = this.#concernsWhenGone(before);
    return unique([...concerned, ...this.#concernsWhenGone(object)]);
  }

  /**
   * Takes over the whole set, of one namespace or of all. What is not in it is
   * gone, unless it is newer than the list.
   */
  sync(objects: readonly T[], context: SyncContext): readonly string[] {
    const listed = new Set(objects.map(ownKey));
    const gone = [...this.#objects.entries()].filter(
      ([key, object]) => !listed.has(key) && isWithin(object, context),
    );
    const concerned = gone.flatMap(([key, object]) => {
      this.#delete(key, object);
      return this.#concernsWhenGone(object);
    });
    this.#noteProgress(context.namespace ?? '', context.resourceVersion);
    for (const object of objects) {
      for (const key of this.upsert(object)) {
        concerned.push(key);
      }
    }
    return unique(concerned);
  }

  /**
   * Takes over the answer to a write of ours; whoever wrote it knows whom it
   * concerns. An answer that comes later than the news of what became of the
   * object since is passed over.
   */
  put(object: T): void {
    const key = ownKey(object);
    const before = this.#objects.get(key);
    const { resourceVersion = '' } = object.metadata ?? {};
    if (before && !isOlder(before.metadata?.resourceVersion, resourceVersion)) {
      return;
    }
    if (!before && this.#hasTold(object)) {
      // The watch is past the write, so that the object has gone again since.
      return;
    }
    this.#unseen.set(key, resourceVersion);
    if (before) {
      this.#replace(key, before, object);
    } else {
      this.#set(key, object);
    }
  }

  /** Drops that very object, as a write found it gone; a newer one of its name stays. */
  drop(object: T): void {
    const key = ownKey(object);
    const before = this.#objects.get(key);
    this.#unseen.delete(key);
    if (before && isSameObject(before, object)) {
      this.#delete(key, before);
    }
  }

  #noteTold(key: string, { metadata }: Stored): void {
    const { namespace = '', resourceVersion = '' } = metadata ?? {};
    this.#noteProgress(this.#scopeOf(namespace), resourceVersion);
    const awaited = this.#unseen.get(key);
    if (awaited !== undefined && !isOlder(resourceVersion, awaited)) {
      this.#unseen.delete(key);
    }
  }

  #noteProgress(scope: string, resourceVersion: string): void {
    const told = this.#told.get(scope);
    if (told === undefined || isOlder(told, resourceVersion)) {
      this.#told.set(scope, resourceVersion);
    }
  }

  #hasTold({ metadata }: Stored): boolean {
    const { namespace = '', resourceVersion = '' } = metadata ?? {};
    const told = this.#told.get(this.#scopeOf(namespace));
    return told !== undefined && isOlder(resourceVersion, told);
  }

  #scopeOf(namespace: string): string {
    return this.#told.has(namespace) ? namespace : '';
  }

  #replace(key: string, before: T, object: T): void {
    this.#index.remove(before);
    this.#set(key, object);
  }

  #set(key: string, object: T): void {
    this.#objects.set(key, object);
    this.#index.add(object);
  }

  #delete(key: string, object: T): void {
    this.#objects.delete(key);
    this.#unseen.delete(key);
    this.#index.remove(object);
  }
}

function isWithin({ metadata }: Stored, context: SyncContext): boolean {
  const { namespace, resourceVersion } = context;
  return (
    (namespace === undefined || metadata?.namespace === namespace) &&
    !isOlder(resourceVersion, metadata?.resourceVersion)
  );
}

function unique(keys: readonly string[]): readonly string[] {
  return keys.length < 2 ? keys : [...new Set(keys)];
}
