import type { Knex } from 'knex';
import type {
  HiddenRevision,
  HiddenRevisionStore,
} from './HiddenRevisionStore';

interface HiddenRow {
  rollout_id: string;
  number: number;
  hidden_at: string;
  hidden_by: string;
}

/** Keeps hidden revisions in the plugin's database. */
export class DatabaseHiddenRevisionStore implements HiddenRevisionStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseHiddenRevisionStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async hide(hidden: HiddenRevision): Promise<void> {
    const { rolloutId, number, hiddenAt, hiddenBy } = hidden;
    await this.#table()
      .insert({
        rollout_id: rolloutId,
        number,
        hidden_at: hiddenAt,
        hidden_by: hiddenBy,
      })
      .onConflict(['rollout_id', 'number'])
      .ignore();
  }

  async unhide(rolloutId: string, number: number): Promise<void> {
    await this.#table().where({ rollout_id: rolloutId, number }).del();
  }

  async list(
    rolloutId: string,
    numbers: readonly number[],
  ): Promise<ReadonlySet<number>> {
    const rows = await this.#table()
      .where({ rollout_id: rolloutId })
      .whereIn('number', [...numbers])
      .select('number');
    return new Set(rows.map(({ number }) => number));
  }

  #table(): Knex.QueryBuilder<HiddenRow, HiddenRow[]> {
    return this.#knex<HiddenRow>('hidden_revisions');
  }
}
