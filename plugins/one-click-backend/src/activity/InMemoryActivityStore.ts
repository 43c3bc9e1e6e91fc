import { ACTS } from '@one-click/backstage-plugin-one-click-common';
import type { MemoryTables } from '../storage/MemoryTables';
import type { StorePage } from '../storage/StorePage';
import { FAILED_OUTCOMES, MAX_COUNTED } from './ActivityStore';
import type {
  ActivityEntry,
  ActivityListQuery,
  ActivityRecord,
  ActivityStore,
} from './ActivityStore';

/** Keeps activity in memory, for tests. */
export class InMemoryActivityStore implements ActivityStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async append(activity: ActivityRecord): Promise<void> {
    const { activity: entries } = this.#tables();
    entries.push({
      ...activity,
      rolloutName: activity.rolloutName,
      outcome: activity.outcome ?? 'done',
      details: activity.details ?? {},
      id: entries.length + 1,
    });
  }

  async list(
    query: ActivityListQuery,
  ): Promise<StorePage<ActivityEntry, number>> {
    const { before = Infinity, limit } = query;
    const all = this.#tables()
      .activity.filter(entry => isMatching(entry, query))
      .reverse();
    const rest = all.filter(({ id }) => id < before);
    const items = rest.slice(0, limit);
    return {
      items,
      total: Math.min(all.length, MAX_COUNTED),
      next: rest.length > limit ? items.at(-1)?.id : undefined,
    };
  }

  async count(query: Parameters<ActivityStore['count']>[0]): Promise<number> {
    const { rolloutId, act, since } = query;
    return this.#tables().activity.filter(
      entry =>
        entry.rolloutId === rolloutId && entry.act === act && entry.at >= since,
    ).length;
  }
}

function isMatching(entry: ActivityEntry, query: ActivityListQuery): boolean {
  const { failed, since = '' } = query;
  const isFailed = FAILED_OUTCOMES.some(outcome => outcome === entry.outcome);
  const wanted: readonly [unknown, unknown][] = [
    [query.projectId, entry.projectId],
    [query.rolloutId, entry.rolloutId],
    [query.kind, ACTS[entry.act]],
    [query.actor, entry.actor],
  ];
  return (
    wanted.every(([value, has]) => value === undefined || value === has) &&
    (!failed || isFailed) &&
    entry.at >= since
  );
}
