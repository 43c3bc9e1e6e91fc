import type { Knex } from 'knex';
import { groupLinks } from './EntityLinkStore';
import type { EntityLinkStore } from './EntityLinkStore';

interface EntityLinkRow {
  rollout_id: string;
  entity_ref: string;
}

/** Keeps links to catalog entities in the plugin's database. */
export class DatabaseEntityLinkStore implements EntityLinkStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseEntityLinkStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(rolloutId: string, entityRef: string): Promise<void> {
    await this.#knex<EntityLinkRow>('entity_links')
      .insert({ rollout_id: rolloutId, entity_ref: entityRef })
      .onConflict(['rollout_id', 'entity_ref'])
      .ignore();
  }

  async list(
    rolloutIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    if (rolloutIds.length === 0) {
      return new Map();
    }
    const rows = await this.#knex<EntityLinkRow>('entity_links')
      .whereIn('rollout_id', [...rolloutIds])
      .orderBy('entity_ref');
    return groupLinks(
      rows.map(row => ({
        rolloutId: row.rollout_id,
        entityRef: row.entity_ref,
      })),
    );
  }
}
