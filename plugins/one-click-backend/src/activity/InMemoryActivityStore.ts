import type { MemoryTables } from '../storage/MemoryTables';
import type { ActivityRecord, ActivityStore } from './ActivityStore';

/** Keeps activity in memory, for tests. */
export class InMemoryActivityStore implements ActivityStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async append(activity: ActivityRecord): Promise<void> {
    this.#tables().activity.push(activity);
  }

  async list(
    projectId: string,
    limit: number,
  ): Promise<readonly ActivityRecord[]> {
    return this.#tables()
      .activity.filter(activity => activity.projectId === projectId)
      .reverse()
      .slice(0, limit);
  }
}
