import type { MemoryTables } from '../storage/MemoryTables';
import type {
  HiddenRevision,
  HiddenRevisionStore,
} from './HiddenRevisionStore';

/** Keeps hidden revisions in memory, for tests. */
export class InMemoryHiddenRevisionStore implements HiddenRevisionStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async hide(hidden: HiddenRevision): Promise<void> {
    const { hiddenRevisions } = this.#tables();
    const key = keyOf(hidden.rolloutId, hidden.number);
    if (!hiddenRevisions.has(key)) {
      hiddenRevisions.set(key, hidden);
    }
  }

  async unhide(rolloutId: string, number: number): Promise<void> {
    this.#tables().hiddenRevisions.delete(keyOf(rolloutId, number));
  }

  async list(
    rolloutId: string,
    numbers: readonly number[],
  ): Promise<ReadonlySet<number>> {
    const { hiddenRevisions } = this.#tables();
    return new Set(
      numbers.filter(number => hiddenRevisions.has(keyOf(rolloutId, number))),
    );
  }
}

function keyOf(rolloutId: string, number: number): string {
  return `${rolloutId}/${number}`;
}
