import type { ActivityStore } from '../activity/ActivityStore';
import type { StateKeeper, Stores } from './StateKeeper';

/** Keeps state by another keeper, and tells in which projects something was done, once that holds. */
export class TellingStateKeeper implements StateKeeper {
  readonly stores: Stores;
  readonly #keeper: StateKeeper;
  #tell: (projectId: string) => void = () => {};

  constructor(keeper: StateKeeper) {
    this.#keeper = keeper;
    this.stores = noting(keeper.stores, projectId => this.#tell(projectId));
  }

  /** Calls back after each transaction in which something was put on a timeline. */
  onActed(callback: (projectId: string) => void): void {
    this.#tell = callback;
  }

  async transact<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    const acted = new Set<string>();
    const result = await this.#keeper.transact(async stores =>
      work(noting(stores, projectId => acted.add(projectId))),
    );
    acted.forEach(projectId => this.#tell(projectId));
    return result;
  }
}

function noting(stores: Stores, note: (projectId: string) => void): Stores {
  const { activity } = stores;
  const noted: ActivityStore = {
    async append(record) {
      await activity.append(record);
      note(record.projectId);
    },
    list: query => activity.list(query),
    count: query => activity.count(query),
  };
  return { ...stores, activity: noted };
}
