import type { Cluster } from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import {
  fromColumn,
  fromNullableJson,
  toColumn,
  toJson,
} from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type { ClusterFacts, ClusterRecord, ClusterStore } from './ClusterStore';

interface ClusterRow {
  name: string;
  state: Cluster['state'];
  since: string;
  contact_at: Nullable<string>;
  operator: Cluster['operator'];
  facts: Nullable<string>;
}

/** Keeps what is known of clusters in the plugin's database. */
export class DatabaseClusterStore implements ClusterStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseClusterStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(cluster: ClusterRecord): Promise<void> {
    await this.#knex<ClusterRow>('clusters')
      .insert({
        name: cluster.name,
        state: cluster.state,
        since: cluster.since,
        contact_at: toColumn(cluster.contactAt),
        operator: cluster.operator,
        facts: toJson(cluster.facts),
      })
      .onConflict('name')
      .merge();
  }

  async list(): Promise<readonly ClusterRecord[]> {
    const rows = await this.#knex<ClusterRow>('clusters').orderBy('name');
    return rows.map(row => ({
      name: row.name,
      state: row.state,
      since: row.since,
      contactAt: fromColumn(row.contact_at),
      operator: row.operator,
      facts: fromNullableJson<ClusterFacts>(row.facts),
    }));
  }
}
