import type { Instant } from '../storage/Instant';
import type { MemoryTables } from '../storage/MemoryTables';
import type { StorePage } from '../storage/StorePage';
import type { OutcomePatch, RevisionRecord } from './RevisionRecord';
import { OPEN_OUTCOMES } from './RevisionStore';
import type { RevisionListQuery, RevisionStore } from './RevisionStore';

/** Keeps revisions in memory, for tests. */
export class InMemoryRevisionStore implements RevisionStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async append(revision: RevisionRecord): Promise<void> {
    const { rolloutId, number } = revision;
    if (await this.find(rolloutId, number)) {
      throw new Error(`Revision ${number} exists`);
    }
    this.#tables().revisions.push(revision);
  }

  async find(
    rolloutId: string,
    number: number,
  ): Promise<RevisionRecord | undefined> {
    return this.#of(rolloutId).find(revision => revision.number === number);
  }

  async list(
    query: RevisionListQuery,
  ): Promise<StorePage<RevisionRecord, number>> {
    const { limit } = query;
    const rest = await this.scan({ ...query, limit: limit + 1 });
    const items = rest.slice(0, limit);
    return {
      items,
      total: this.#matching(query).length,
      next: rest.length > limit ? items.at(-1)?.number : undefined,
    };
  }

  async scan(query: RevisionListQuery): Promise<readonly RevisionRecord[]> {
    const { before = Infinity, limit } = query;
    return this.#matching(query)
      .filter(({ number }) => number < before)
      .slice(0, limit);
  }

  async pending(rolloutId: string): Promise<readonly number[]> {
    return this.#of(rolloutId)
      .filter(({ outcome }) => outcome === 'pending')
      .map(({ number }) => number);
  }

  async listOpen(cluster: string): Promise<readonly string[]> {
    const { rollouts, revisions } = this.#tables();
    const open = revisions
      .filter(({ outcome }) => OPEN_OUTCOMES.some(other => other === outcome))
      .map(({ rolloutId }) => rolloutId)
      .filter(id => rollouts.get(id)?.cluster === cluster);
    return [...new Set(open)];
  }

  async setOutcome(
    rolloutId: string,
    number: number,
    patch: OutcomePatch,
  ): Promise<void> {
    const { outcome, outcomeAt, problem } = patch;
    const tables = this.#tables();
    tables.revisions = tables.revisions.map(revision =>
      revision.rolloutId === rolloutId && revision.number === number
        ? { ...revision, outcome, outcomeAt, problem }
        : revision,
    );
  }

  async supersede(request: {
    readonly rolloutId: string;
    readonly before: number;
    readonly at: Instant;
  }): Promise<readonly number[]> {
    const { rolloutId, before, at } = request;
    const open = this.#of(rolloutId).filter(
      ({ number, outcome }) =>
        number < before && OPEN_OUTCOMES.some(other => other === outcome),
    );
    const tables = this.#tables();
    tables.revisions = tables.revisions.map(revision =>
      open.includes(revision)
        ? { ...revision, outcome: 'superseded', outcomeAt: at }
        : revision,
    );
    return open.map(({ number }) => number);
  }

  #matching(query: RevisionListQuery): RevisionRecord[] {
    const { hiddenRevisions } = this.#tables();
    const isHidden = ({ rolloutId, number }: RevisionRecord) =>
      hiddenRevisions.has(`${rolloutId}/${number}`);
    return this.#of(query.rolloutId)
      .filter(revision => isMatching(revision, query))
      .filter(revision => !query.withoutHidden || !isHidden(revision))
      .sort((a, b) => b.number - a.number);
  }

  #of(rolloutId: string): RevisionRecord[] {
    return this.#tables()
      .revisions.filter(revision => revision.rolloutId === rolloutId)
      .sort((a, b) => a.number - b.number);
  }
}

function isMatching(
  revision: RevisionRecord,
  filter: RevisionListQuery,
): boolean {
  const { by, via, outcome, section, since = '', until = '~' } = filter;
  return (
    (by === undefined || revision.createdBy === by) &&
    (via === undefined || revision.via === via) &&
    (outcome === undefined || revision.outcome === outcome) &&
    (section === undefined ||
      revision.changes.some(change => change.section === section)) &&
    revision.createdAt >= since &&
    revision.createdAt < until
  );
}
