import type { BlueprintOrigin } from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import { fromJson } from '../storage/rows';
import type { StorePage } from '../storage/StorePage';
import { whereProjectVisible } from '../storage/visibility';
import type { OriginStore, UsePosition, UseRecord } from './OriginStore';

interface OriginRow {
  rollout_id: string;
  blueprint: string;
  version: number;
  parameters: string;
}

type UseRow = Pick<OriginRow, 'rollout_id' | 'version'> & {
  readonly project: string;
  readonly rollout: string;
};

/** Keeps what rollouts were made from in the plugin's database. */
export class DatabaseOriginStore implements OriginStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseOriginStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(rolloutId: string, origin: BlueprintOrigin): Promise<void> {
    await this.#table()
      .insert({
        rollout_id: rolloutId,
        blueprint: origin.name,
        version: origin.version,
        parameters: JSON.stringify(origin.parameters),
      })
      .onConflict('rollout_id')
      .merge();
  }

  async find(rolloutId: string): Promise<BlueprintOrigin | undefined> {
    const row = await this.#table().where({ rollout_id: rolloutId }).first();
    return (
      row && {
        name: row.blueprint,
        version: row.version,
        parameters: fromJson<BlueprintOrigin['parameters']>(row.parameters),
      }
    );
  }

  async count(blueprint: string): Promise<number> {
    const count = await this.#table()
      .where({ blueprint })
      .count({ total: '*' })
      .first();
    return Number(count?.total ?? 0);
  }

  async list(
    query: Parameters<OriginStore['list']>[0],
  ): Promise<StorePage<UseRecord, UsePosition>> {
    const { after, limit } = query;
    const matching = this.#matching(query);
    const [count] = await matching
      .clone()
      .count<{ total: number | string }[]>({ total: '*' });
    const rows: UseRow[] = await matching
      .modify(
        rest =>
          after &&
          rest.whereRaw(
            '(rollout_blueprints.version, rollout_blueprints.rollout_id) > (?, ?)',
            [after.version, after.rolloutId],
          ),
      )
      .orderBy(['rollout_blueprints.version', 'rollout_blueprints.rollout_id'])
      .limit(limit + 1)
      .select(
        'rollout_blueprints.version',
        'rollout_blueprints.rollout_id',
        'projects.name as project',
        'rollouts.name as rollout',
      );
    const items = rows
      .slice(0, limit)
      .map(({ rollout_id, ...same }) => ({ ...same, rolloutId: rollout_id }));
    return {
      items,
      total: Number(count?.total ?? 0),
      next: rows.length > limit ? items.at(-1) : undefined,
    };
  }

  #table(): Knex.QueryBuilder<OriginRow, OriginRow[]> {
    return this.#knex<OriginRow>('rollout_blueprints');
  }

  #matching({
    blueprint,
    visibleTo,
  }: Parameters<OriginStore['list']>[0]): Knex.QueryBuilder {
    const matching = this.#knex('rollout_blueprints')
      .join('rollouts', 'rollouts.id', 'rollout_blueprints.rollout_id')
      .join('projects', 'projects.id', 'rollouts.project_id')
      .where('rollout_blueprints.blueprint', blueprint)
      .whereNull('rollouts.binned_at');
    if (visibleTo) {
      whereProjectVisible(matching, visibleTo);
    }
    return matching;
  }
}
