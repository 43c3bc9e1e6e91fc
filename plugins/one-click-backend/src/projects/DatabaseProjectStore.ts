import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { Role } from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import type { Instant } from '../storage/Instant';
import { fromColumn, likePattern, toColumn } from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type { StorePage } from '../storage/StorePage';
import { whereProjectVisible } from '../storage/visibility';
import type { Grant, ProjectPatch, ProjectRecord } from './ProjectRecord';
import type { ProjectQuery, ProjectStore } from './ProjectStore';

interface ProjectRow {
  id: string;
  name: string;
  title: string;
  description: string;
  owner: string;
  cluster: string;
  namespace: string;
  namespace_uid: Nullable<string>;
  created_at: string;
  created_by: string;
  changed_at: string;
  changed_by: string;
  binned_at: Nullable<string>;
  binned_by: Nullable<string>;
  purge_at: Nullable<string>;
  purge_id: Nullable<string>;
  // SQLite has no booleans and gives numbers back.
  adopted: boolean | number;
  policy: Nullable<string>;
  avatar: Nullable<string>;
}

interface TagRow {
  project_id: string;
  tag: string;
}

interface GrantRow {
  project_id: string;
  principal: string;
  role: Role;
  created_at: string;
  created_by: string;
}

/** Keeps projects in the plugin's database. */
export class DatabaseProjectStore implements ProjectStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseProjectStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(project: ProjectRecord): Promise<void> {
    try {
      await this.#knex<ProjectRow>('projects').insert(toRow(project));
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        throw new ConflictError(`The name '${project.name}' is taken`);
      }
      throw error;
    }
    await this.#insertTags(project.id, project.tags);
    for (const grant of project.grants) {
      await this.grant(project.id, grant);
    }
  }

  async find(name: string): Promise<ProjectRecord | undefined> {
    const rows = await this.#knex<ProjectRow>('projects').where({ name });
    return (await this.#complete(rows))[0];
  }

  async lock(id: string): Promise<ProjectRecord | undefined> {
    const rows = await this.#knex<ProjectRow>('projects')
      .where({ id })
      .forUpdate();
    return (await this.#complete(rows))[0];
  }

  async findByIds(ids: readonly string[]): Promise<readonly ProjectRecord[]> {
    if (ids.length === 0) {
      return [];
    }
    const rows = await this.#knex<ProjectRow>('projects').whereIn('id', [
      ...new Set(ids),
    ]);
    return this.#complete(rows);
  }

  async findByNamespace(
    cluster: string,
    namespace: string,
  ): Promise<ProjectRecord | undefined> {
    const rows = await this.#knex<ProjectRow>('projects').where({
      cluster,
      namespace,
    });
    return (await this.#complete(rows))[0];
  }

  async update(id: string, patch: ProjectPatch): Promise<void> {
    const { tags, ...columns } = patch;
    const row = patchToRow(columns);
    if (Object.keys(row).length > 0) {
      await this.#knex<ProjectRow>('projects').where({ id }).update(row);
    }
    if (tags) {
      await this.#knex<TagRow>('project_tags').where({ project_id: id }).del();
      await this.#insertTags(id, tags);
    }
  }

  async list(query: ProjectQuery): Promise<StorePage<ProjectRecord, string>> {
    const matching = this.#matching(query);
    const [count] = await matching
      .clone()
      .count<{ total: number | string }[]>({ total: '*' });
    const rows: ProjectRow[] = await matching
      .clone()
      .modify(
        page => query.after && page.where('projects.name', '>', query.after),
      )
      .orderBy('projects.name')
      .limit(query.limit + 1)
      .select('projects.*');
    const items = await this.#complete(rows.slice(0, query.limit));
    return {
      items,
      total: Number(count?.total ?? 0),
      next: rows.length > query.limit ? items.at(-1)?.name : undefined,
    };
  }

  async listUnguarded(
    cluster: string,
    policy: string,
  ): Promise<readonly ProjectRecord[]> {
    const rows = await this.#knex<ProjectRow>('projects')
      .where({ cluster, adopted: false })
      .whereNotNull('namespace_uid')
      .whereNull('binned_at')
      .where(other => other.whereNull('policy').orWhereNot({ policy }));
    return this.#complete(rows);
  }

  async listExpired(
    now: Instant,
    limit: number,
  ): Promise<readonly ProjectRecord[]> {
    const rows = await this.#knex<ProjectRow>('projects')
      .where('purge_at', '<=', now)
      .whereNull('purge_id')
      .orderBy('purge_at')
      .limit(limit);
    return this.#complete(rows);
  }

  async remove(id: string): Promise<void> {
    await this.#knex<ProjectRow>('projects').where({ id }).del();
  }

  async grant(projectId: string, grant: Grant): Promise<void> {
    await this.#knex<GrantRow>('project_grants')
      .insert({
        project_id: projectId,
        principal: grant.principal,
        role: grant.role,
        created_at: grant.createdAt,
        created_by: grant.createdBy,
      })
      .onConflict(['project_id', 'principal'])
      .merge();
  }

  async revoke(projectId: string, principal: string): Promise<boolean> {
    const removed = await this.#knex<GrantRow>('project_grants')
      .where({ project_id: projectId, principal })
      .del();
    return removed > 0;
  }

  #matching(query: ProjectQuery): Knex.QueryBuilder {
    const { visibleTo, ownedBy, text, tag } = query;
    const matching = this.#knex('projects');
    if (query.inBin) {
      matching.whereNotNull('projects.binned_at');
    }
    if (!query.inBin) {
      matching.whereNull('projects.binned_at');
    }
    if (visibleTo) {
      whereProjectVisible(matching, visibleTo);
    }
    if (ownedBy) {
      matching.whereIn('projects.owner', [...ownedBy]);
    }
    if (text) {
      matching.whereRaw(
        `(lower(projects.name) like ? escape '\\' or lower(projects.title) like ? escape '\\')`,
        [likePattern(text), likePattern(text)],
      );
    }
    if (tag) {
      matching.whereExists(tagged =>
        tagged
          .from('project_tags')
          .select('project_tags.project_id')
          .whereRaw('project_tags.project_id = projects.id')
          .where('project_tags.tag', tag),
      );
    }
    return matching;
  }

  async #insertTags(id: string, tags: readonly string[]): Promise<void> {
    if (tags.length > 0) {
      await this.#knex<TagRow>('project_tags').insert(
        [...new Set(tags)].map(tag => ({ project_id: id, tag })),
      );
    }
  }

  /** Adds tags and grants: two queries, however many projects. */
  async #complete(rows: readonly ProjectRow[]): Promise<ProjectRecord[]> {
    if (rows.length === 0) {
      return [];
    }
    const ids = rows.map(({ id }) => id);
    const tags = await this.#knex<TagRow>('project_tags')
      .whereIn('project_id', ids)
      .orderBy('tag');
    const grants = await this.#knex<GrantRow>('project_grants')
      .whereIn('project_id', ids)
      .orderBy('principal');
    return rows.map(row =>
      toRecord(
        row,
        tags.filter(({ project_id }) => project_id === row.id),
        grants.filter(({ project_id }) => project_id === row.id),
      ),
    );
  }
}

function toRow(project: ProjectRecord): ProjectRow {
  return {
    id: project.id,
    name: project.name,
    title: project.title,
    description: project.description,
    owner: project.owner,
    cluster: project.cluster,
    namespace: project.namespace,
    namespace_uid: toColumn(project.namespaceUid),
    created_at: project.createdAt,
    created_by: project.createdBy,
    changed_at: project.changedAt,
    changed_by: project.changedBy,
    binned_at: toColumn(project.binnedAt),
    binned_by: toColumn(project.binnedBy),
    purge_at: toColumn(project.purgeAt),
    purge_id: toColumn(project.purgeId),
    adopted: project.isAdopted,
    policy: toColumn(project.policy),
    avatar: toColumn(project.avatar),
  };
}

const COLUMNS = {
  title: 'title',
  description: 'description',
  owner: 'owner',
  namespaceUid: 'namespace_uid',
  changedAt: 'changed_at',
  changedBy: 'changed_by',
  binnedAt: 'binned_at',
  binnedBy: 'binned_by',
  purgeAt: 'purge_at',
  purgeId: 'purge_id',
  policy: 'policy',
  avatar: 'avatar',
} as const satisfies Record<keyof Omit<ProjectPatch, 'tags'>, keyof ProjectRow>;

/** The columns that a patch changes; a field that is there and undefined becomes NULL. */
function patchToRow(patch: Omit<ProjectPatch, 'tags'>): Partial<ProjectRow> {
  const entries = Object.entries(patch).map(([field, value]) => [
    COLUMNS[field as keyof typeof COLUMNS],
    toColumn(value),
  ]);
  return Object.fromEntries(entries);
}

function toRecord(
  row: ProjectRow,
  tags: readonly TagRow[],
  grants: readonly GrantRow[],
): ProjectRecord {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    description: row.description,
    tags: tags.map(({ tag }) => tag),
    owner: row.owner,
    cluster: row.cluster,
    namespace: row.namespace,
    namespaceUid: fromColumn(row.namespace_uid),
    createdAt: row.created_at,
    createdBy: row.created_by,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    binnedAt: fromColumn(row.binned_at),
    binnedBy: fromColumn(row.binned_by),
    purgeAt: fromColumn(row.purge_at),
    purgeId: fromColumn(row.purge_id),
    isAdopted: Boolean(row.adopted),
    policy: fromColumn(row.policy),
    avatar: fromColumn(row.avatar),
    grants: grants.map(grant => ({
      principal: grant.principal,
      role: grant.role,
      createdAt: grant.created_at,
      createdBy: grant.created_by,
    })),
  };
}
