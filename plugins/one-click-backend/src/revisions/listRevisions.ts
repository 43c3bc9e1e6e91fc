import type {
  Page,
  Revision,
  RevisionQuery,
} from '@one-click/backstage-plugin-one-click-common';
import { revisionNumberSchema } from '@one-click/backstage-plugin-one-click-common';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import type { Stores } from '../storage/StateKeeper';
import type { StorePage } from '../storage/StorePage';
import type { RevisionRecord } from './RevisionRecord';
import { createRevisionTest } from './RevisionSearch';
import type { RevisionTest } from './RevisionSearch';
import type { RevisionListQuery } from './RevisionStore';
import { toRevision } from './toRevision';

/** Pages hold this many unless asked otherwise. */
const DEFAULT_LIMIT = 50;
/** So many specs fit into memory at once. */
const BATCH = 200;
/** What is searched by its content: the newest of a rollout. Older ones are still found by who, when and how. */
export const MAX_SEARCHED = 5_000;

/** Revisions of a rollout, newest first, as a query asks for them. Throws InvalidRequestError. */
export async function listRevisions(
  stores: Pick<Stores, 'revisions' | 'hiddenRevisions'>,
  rolloutId: string,
  query: Partial<RevisionQuery>,
): Promise<Page<Revision>> {
  const { by, via, outcome, section, limit = DEFAULT_LIMIT } = query;
  const wanted: RevisionListQuery = {
    rolloutId,
    by,
    via,
    outcome,
    section,
    since: toInstant(query.since),
    until: toInstant(query.until),
    withoutHidden: !query.hidden,
    before: decodeCursor(query.cursor, revisionNumberSchema),
    limit,
  };
  const test = createRevisionTest(query);
  const { items, total, next } = test
    ? await search(stores, wanted, test)
    : await stores.revisions.list(wanted);
  const hidden = await stores.hiddenRevisions.list(
    rolloutId,
    items.map(({ number }) => number),
  );
  return {
    items: items.map(item =>
      toRevision(item, { hidden: hidden.has(item.number) }),
    ),
    totalItems: total,
    pageInfo: next === undefined ? {} : { nextCursor: encodeCursor(next) },
  };
}

/** As the database has it, whatever the zone. */
function toInstant(text: string | undefined): string | undefined {
  return text === undefined ? undefined : new Date(text).toISOString();
}

async function search(
  { revisions }: Pick<Stores, 'revisions'>,
  query: RevisionListQuery,
  test: RevisionTest,
): Promise<StorePage<RevisionRecord, number>> {
  const { before = Infinity, limit } = query;
  const found: RevisionRecord[] = [];
  let total = 0;
  let from: number | undefined;
  for (let searched = 0; searched < MAX_SEARCHED; searched += BATCH) {
    const batch = await revisions.scan({
      ...query,
      before: from,
      limit: BATCH,
    });
    const matching = batch.filter(test);
    total += matching.length;
    const after = matching.filter(({ number }) => number < before);
    found.push(...after.slice(0, limit + 1 - found.length));
    from = batch.at(-1)?.number;
    if (batch.length < BATCH) {
      break;
    }
  }
  const items = found.slice(0, limit);
  return {
    items,
    total,
    next: found.length > limit ? items.at(-1)?.number : undefined,
  };
}
