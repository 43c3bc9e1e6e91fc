import type { RegistryProblemId } from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import type { Instant } from '../storage/Instant';
import type { RegistryState, RegistryStateStore } from './RegistryStateStore';

interface StateRow {
  host: string;
  problem: string;
  sentence: string;
  since: string;
  failures: number;
  retry_at: string;
}

/** Keeps states of registries in the plugin's database. */
export class DatabaseRegistryStateStore implements RegistryStateStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseRegistryStateStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(host: string): Promise<RegistryState | undefined> {
    const row = await this.#table().where({ host }).first();
    return (
      row && {
        host,
        problem: row.problem as RegistryProblemId,
        sentence: row.sentence,
        since: row.since,
        failures: row.failures,
        retryAt: row.retry_at,
      }
    );
  }

  async put({ retryAt, ...state }: RegistryState): Promise<void> {
    await this.#table()
      .insert({ ...state, retry_at: retryAt })
      .onConflict('host')
      .merge();
  }

  async remove(host: string): Promise<void> {
    await this.#table().where({ host }).del();
  }

  async prune(before: Instant): Promise<void> {
    await this.#table().where('retry_at', '<', before).del();
  }

  async listResting(now: Instant): Promise<readonly string[]> {
    const rows = await this.#table().where('retry_at', '>', now).select('host');
    return rows.map(({ host }) => host);
  }

  #table(): Knex.QueryBuilder<StateRow, StateRow[]> {
    return this.#knex<StateRow>('registry_states');
  }
}
