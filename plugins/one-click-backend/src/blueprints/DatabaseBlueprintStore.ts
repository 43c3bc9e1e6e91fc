import type { Knex } from 'knex';
import { fromJson, likePattern } from '../storage/rows';
import type { StorePage } from '../storage/StorePage';
import type {
  BlueprintPatch,
  BlueprintRecord,
  VersionRecord,
} from './BlueprintRecord';
import type { BlueprintQuery, BlueprintStore } from './BlueprintStore';

interface BlueprintRow {
  id: string;
  name: string;
  title: string;
  summary: string;
  readme: string;
  owner: string;
  visibility: BlueprintRecord['visibility'];
  newest: number;
  created_at: string;
  created_by: string;
  changed_at: string;
  changed_by: string;
}

interface VersionRow {
  blueprint_id: string;
  number: number;
  template: string;
  parameters: string;
  notes: string;
  created_at: string;
  created_by: string;
}

const COLUMNS = {
  title: 'title',
  summary: 'summary',
  readme: 'readme',
  owner: 'owner',
  visibility: 'visibility',
  newest: 'newest',
  changedAt: 'changed_at',
  changedBy: 'changed_by',
} as const satisfies Record<keyof BlueprintPatch, keyof BlueprintRow>;

/** Keeps blueprints in the plugin's database. */
export class DatabaseBlueprintStore implements BlueprintStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseBlueprintStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(blueprint: BlueprintRecord): Promise<void> {
    const { createdAt, createdBy, changedAt, changedBy, ...same } = blueprint;
    await this.#table().insert({
      ...same,
      created_at: createdAt,
      created_by: createdBy,
      changed_at: changedAt,
      changed_by: changedBy,
    });
  }

  async find(name: string): Promise<BlueprintRecord | undefined> {
    const row = await this.#table().where({ name }).first();
    return row && toRecord(row);
  }

  async findById(id: string): Promise<BlueprintRecord | undefined> {
    const row = await this.#table().where({ id }).first();
    return row && toRecord(row);
  }

  async lock(id: string): Promise<BlueprintRecord | undefined> {
    const row = await this.#table().where({ id }).forUpdate().first();
    return row && toRecord(row);
  }

  async update(id: string, patch: BlueprintPatch): Promise<void> {
    const columns = Object.entries(patch).flatMap(([field, value]) =>
      value === undefined
        ? []
        : [[COLUMNS[field as keyof BlueprintPatch], value] as const],
    );
    if (columns.length > 0) {
      await this.#table().where({ id }).update(Object.fromEntries(columns));
    }
  }

  async remove(id: string): Promise<void> {
    await this.#table().where({ id }).del();
  }

  async list(
    query: BlueprintQuery,
  ): Promise<StorePage<BlueprintRecord, string>> {
    const matching = this.#matching(query);
    const [count] = await matching
      .clone()
      .count<{ total: number | string }[]>({ total: '*' });
    const rows: BlueprintRow[] = await matching
      .clone()
      .modify(
        page => query.after && page.where('blueprints.name', '>', query.after),
      )
      .orderBy('blueprints.name')
      .limit(query.limit + 1)
      .select('blueprints.*');
    const items = rows.slice(0, query.limit).map(toRecord);
    return {
      items,
      total: Number(count?.total ?? 0),
      next: rows.length > query.limit ? items.at(-1)?.name : undefined,
    };
  }

  async append(version: VersionRecord): Promise<void> {
    await this.#versions().insert({
      blueprint_id: version.blueprintId,
      number: version.number,
      template: JSON.stringify(version.template),
      parameters: JSON.stringify(version.parameters),
      notes: version.notes,
      created_at: version.createdAt,
      created_by: version.createdBy,
    });
  }

  async findVersion(
    blueprintId: string,
    number: number,
  ): Promise<VersionRecord | undefined> {
    const row = await this.#versions()
      .where({ blueprint_id: blueprintId, number })
      .first();
    return row && toVersion(row);
  }

  async findNewest(
    blueprintIds: readonly string[],
  ): Promise<ReadonlyMap<string, VersionRecord>> {
    if (blueprintIds.length === 0) {
      return new Map();
    }
    const rows: VersionRow[] = await this.#knex<BlueprintRow>('blueprints')
      .whereIn('blueprints.id', [...blueprintIds])
      .join('blueprint_versions', join =>
        join
          .on('blueprint_versions.blueprint_id', 'blueprints.id')
          .on('blueprint_versions.number', 'blueprints.newest'),
      )
      .select('blueprint_versions.*');
    return new Map(rows.map(row => [row.blueprint_id, toVersion(row)]));
  }

  async listVersions(query: {
    readonly blueprintId: string;
    readonly before?: number | undefined;
    readonly limit: number;
  }): Promise<StorePage<VersionRecord, number>> {
    const { blueprintId, before, limit } = query;
    const all = this.#versions().where({ blueprint_id: blueprintId });
    const count = await all.clone().count({ total: '*' }).first();
    const rows = await all
      .modify(rest => before && rest.where('number', '<', before))
      .orderBy('number', 'desc')
      .limit(limit + 1);
    const items = rows.slice(0, limit).map(toVersion);
    return {
      items,
      total: Number(count?.total ?? 0),
      next: rows.length > limit ? items.at(-1)?.number : undefined,
    };
  }

  #table(): Knex.QueryBuilder<BlueprintRow, BlueprintRow[]> {
    return this.#knex<BlueprintRow>('blueprints');
  }

  #versions(): Knex.QueryBuilder<VersionRow, VersionRow[]> {
    return this.#knex<VersionRow>('blueprint_versions');
  }

  #matching(query: BlueprintQuery): Knex.QueryBuilder {
    const { visibleTo, ownedBy, subscribedBy, text } = query;
    const matching = this.#knex('blueprints');
    if (visibleTo) {
      matching.where(visible =>
        visible
          .where('blueprints.visibility', 'portal')
          .orWhereIn('blueprints.owner', [...visibleTo])
          .orWhereExists(held => whereSubscribed(held, visibleTo)),
      );
    }
    if (ownedBy) {
      matching.whereIn('blueprints.owner', [...ownedBy]);
    }
    if (subscribedBy) {
      matching.whereExists(held => whereSubscribed(held, subscribedBy));
    }
    if (text) {
      const pattern = likePattern(text);
      matching.whereRaw(
        `(blueprints.name like ? escape '\\' or lower(blueprints.title) like ? escape '\\' or lower(blueprints.summary) like ? escape '\\')`,
        [pattern, pattern, pattern],
      );
    }
    return matching;
  }
}

function whereSubscribed(
  held: Knex.QueryBuilder,
  principals: readonly string[],
): Knex.QueryBuilder {
  return held
    .from('blueprint_subscriptions')
    .select('blueprint_subscriptions.blueprint_id')
    .whereRaw('blueprint_subscriptions.blueprint_id = blueprints.id')
    .whereIn('blueprint_subscriptions.principal', [...principals]);
}

function toRecord(row: BlueprintRow): BlueprintRecord {
  const { created_at, created_by, changed_at, changed_by, ...same } = row;
  return {
    ...same,
    createdAt: created_at,
    createdBy: created_by,
    changedAt: changed_at,
    changedBy: changed_by,
  };
}

function toVersion(row: VersionRow): VersionRecord {
  return {
    blueprintId: row.blueprint_id,
    number: row.number,
    template: fromJson<VersionRecord['template']>(row.template),
    parameters: fromJson<VersionRecord['parameters']>(row.parameters),
    notes: row.notes,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}
