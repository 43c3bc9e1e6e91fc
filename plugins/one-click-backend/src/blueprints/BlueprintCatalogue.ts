import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import type { Caller, UserCaller } from '../access';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import { isPartOf } from '../storage/MemoryTables';
import type { Stores } from '../storage/StateKeeper';
import type { BlueprintRecord } from './BlueprintRecord';
import type {
  CatalogueEntry,
  CatalogueVersion,
  SourcedEntry,
  StoredEntry,
} from './CatalogueEntry';
import { SourceShelf } from './SourceShelf';
import type { SourceShelfOptions } from './SourceShelf';

/** Blueprints of sources come first, then those that people made. */
const positionSchema = z.object({
  part: z.enum(['sourced', 'stored']),
  after: z.string().optional(),
});
type Position = z.infer<typeof positionSchema>;

/** What to show of the catalogue. */
export interface CatalogueQuery {
  readonly q?: string | undefined;
  readonly filter?: 'all' | 'mine' | 'subscribed' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A page of the catalogue. */
export interface CataloguePage {
  readonly items: readonly CatalogueEntry[];
  readonly total: number;
  readonly nextCursor: string | undefined;
}

type CatalogueStores = Pick<Stores, 'blueprints' | 'shares'>;

export interface BlueprintCatalogueOptions extends SourceShelfOptions {
  readonly stores: CatalogueStores;
}

/** All blueprints that somebody may see: those of sources and those that people made. What one may not see does not exist. */
export class BlueprintCatalogue {
  readonly #stores: CatalogueStores;
  readonly #shelf: SourceShelf;

  static create(options: BlueprintCatalogueOptions) {
    return new BlueprintCatalogue(options);
  }

  private constructor(options: BlueprintCatalogueOptions) {
    this.#stores = options.stores;
    this.#shelf = new SourceShelf(options);
  }

  /** `undefined` where it does not exist or the caller may not see it, which are alike. */
  async find(
    caller: Caller,
    name: string,
  ): Promise<CatalogueEntry | undefined> {
    const sourced = await this.#shelf.list();
    const found = sourced.find(entry => entry.name === name);
    if (found) {
      return found;
    }
    const record = await this.#stores.blueprints.find(name);
    return record && (await this.#isVisible(caller, record))
      ? { ...record, kind: 'stored' }
      : undefined;
  }

  /** Throws NotFoundError in the same words whether it is absent or hidden. */
  async get(caller: Caller, name: string): Promise<CatalogueEntry> {
    const entry = await this.find(caller, name);
    if (!entry) {
      throw absent(name);
    }
    return entry;
  }

  /** Throws NotAllowedError to those who may see it but not change it. */
  async getOwn(caller: UserCaller, name: string): Promise<StoredEntry> {
    const entry = await this.get(caller, name);
    if (entry.kind === 'sourced') {
      throw new NotAllowedError(
        `Blueprint '${name}' comes from '${entry.source}' and is changed there: make a copy of your own`,
      );
    }
    if (!isOwner(caller, entry)) {
      throw new NotAllowedError(
        `Only owners change a blueprint: ask ${entry.owner}, or make a copy of your own`,
      );
    }
    return entry;
  }

  /** The newest version where no number is given. Throws NotFoundError for one that does not exist. */
  async version(
    entry: CatalogueEntry,
    number: number = entry.newest,
  ): Promise<CatalogueVersion> {
    const version =
      entry.kind === 'stored'
        ? await this.#stores.blueprints.findVersion(entry.id, number)
        : [entry.version].find(each => each.number === number);
    if (!version) {
      throw new NotFoundError(
        `No version ${number} of blueprint '${entry.name}': the newest is ${entry.newest}`,
      );
    }
    return version;
  }

  async list(caller: Caller, query: CatalogueQuery): Promise<CataloguePage> {
    const { cursor, limit } = query;
    const from: Position = decodeCursor(cursor, positionSchema) ?? {
      part: 'sourced',
    };
    const sourced = await this.#listSourced(query);
    const rest =
      from.part === 'sourced'
        ? sourced.filter(({ name }) => name > (from.after ?? ''))
        : [];
    const items = rest.slice(0, limit);
    const room = limit - items.length;
    const stored = await this.#stores.blueprints.list({
      ...sightOf(caller, query),
      text: query.q,
      after: from.part === 'stored' ? from.after : undefined,
      // One is asked for where there is room for none, since it tells the total.
      limit: Math.max(room, 1),
    });
    const shown = stored.items.slice(0, room);
    return {
      items: [...items, ...shown.map(toStored)],
      total: sourced.length + stored.total,
      nextCursor: nextOf({
        lastSourced: rest.length > limit ? items.at(-1)?.name : undefined,
        isFull: room === 0 && stored.items.length > 0,
        next: stored.next,
      }),
    };
  }

  async #listSourced({
    q,
    filter = 'all',
  }: CatalogueQuery): Promise<readonly CatalogueEntry[]> {
    if (filter !== 'all') {
      return [];
    }
    const entries = await this.#shelf.list();
    return entries.filter(({ name, title, summary }) =>
      isPartOf(q, name, title, summary),
    );
  }

  async #isVisible(caller: Caller, record: BlueprintRecord): Promise<boolean> {
    if (record.visibility === 'portal' || isOwner(caller, record)) {
      return true;
    }
    const held = await this.#stores.shares.listSubscribed(
      [record.id],
      principalsOf(caller),
    );
    return held.size > 0;
  }
}

/** What a request for a blueprint answers where there is none for the caller. */
export function absent(name: string): NotFoundError {
  return new NotFoundError(`No blueprint '${name}'`);
}

/** Whether somebody may change a blueprint. */
export function isOwner(
  caller: Caller,
  { owner }: Pick<BlueprintRecord, 'owner'>,
): boolean {
  return (
    caller.kind === 'user' &&
    (caller.canAdminister || caller.principals.includes(owner))
  );
}

/** Whom a caller is, and whose part. */
export function principalsOf(caller: Caller): readonly string[] {
  return caller.kind === 'user' ? caller.principals : [];
}

/** Whether an entry comes from a source. */
export function isSourced(entry: CatalogueEntry): entry is SourcedEntry {
  return entry.kind === 'sourced';
}

function sightOf(caller: Caller, { filter }: CatalogueQuery) {
  const principals = principalsOf(caller);
  const seesAll = caller.kind === 'user' && caller.canAdminister;
  return {
    visibleTo: seesAll ? undefined : principals,
    ownedBy: filter === 'mine' ? principals : undefined,
    subscribedBy: filter === 'subscribed' ? principals : undefined,
  };
}

function toStored(record: BlueprintRecord): StoredEntry {
  return { ...record, kind: 'stored' };
}

function nextOf(page: {
  readonly lastSourced: string | undefined;
  readonly isFull: boolean;
  readonly next: string | undefined;
}): string | undefined {
  const { lastSourced, isFull, next } = page;
  if (lastSourced !== undefined) {
    return encodeCursor({ part: 'sourced', after: lastSourced });
  }
  if (isFull) {
    return encodeCursor({ part: 'stored' });
  }
  return next === undefined
    ? undefined
    : encodeCursor({ part: 'stored', after: next });
}
