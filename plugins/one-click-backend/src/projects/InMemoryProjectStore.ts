import { ConflictError } from '@backstage/errors';
import { isPartOf } from '../storage/MemoryTables';
import type { MemoryTables } from '../storage/MemoryTables';
import type { Instant } from '../storage/Instant';
import type { StorePage } from '../storage/StorePage';
import { isProjectVisible } from '../storage/visibility';
import type { Grant, ProjectPatch, ProjectRecord } from './ProjectRecord';
import type { ProjectQuery, ProjectStore } from './ProjectStore';

/** Keeps projects in memory, for tests. */
export class InMemoryProjectStore implements ProjectStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async insert(project: ProjectRecord): Promise<void> {
    const { name, cluster, namespace, tags } = project;
    const taken =
      (await this.find(name)) ??
      (await this.findByNamespace(cluster, namespace));
    if (taken) {
      throw new ConflictError(`The name '${name}' is taken`);
    }
    this.#tables().projects.set(project.id, {
      ...project,
      tags: sortedTags(tags),
    });
  }

  async find(name: string): Promise<ProjectRecord | undefined> {
    return this.#all().find(project => project.name === name);
  }

  async lock(id: string): Promise<ProjectRecord | undefined> {
    return this.#tables().projects.get(id);
  }

  async findByIds(ids: readonly string[]): Promise<readonly ProjectRecord[]> {
    return this.#all().filter(({ id }) => ids.includes(id));
  }

  async findByNamespace(
    cluster: string,
    namespace: string,
  ): Promise<ProjectRecord | undefined> {
    return this.#all().find(
      project => project.cluster === cluster && project.namespace === namespace,
    );
  }

  async update(id: string, patch: ProjectPatch): Promise<void> {
    const project = this.#tables().projects.get(id);
    if (project) {
      const changed = { ...project, ...patch };
      const tags = sortedTags(changed.tags);
      this.#tables().projects.set(id, { ...changed, tags });
    }
  }

  async list(query: ProjectQuery): Promise<StorePage<ProjectRecord, string>> {
    const {
      visibleTo,
      ownedBy,
      text,
      tag,
      after = '',
      limit,
      inBin = false,
    } = query;
    const matching = this.#all()
      .filter(project => isProjectVisible(project, visibleTo))
      .filter(({ owner }) => !ownedBy || ownedBy.includes(owner))
      .filter(({ name, title }) => isPartOf(text, name, title))
      .filter(({ binnedAt }) => (binnedAt !== undefined) === inBin)
      .filter(({ tags }) => !tag || tags.includes(tag))
      .sort((a, b) => a.name.localeCompare(b.name));
    const rest = matching.filter(({ name }) => name.localeCompare(after) > 0);
    const items = rest.slice(0, limit);
    return {
      items,
      total: matching.length,
      next: rest.length > limit ? items.at(-1)?.name : undefined,
    };
  }

  async listUnguarded(
    cluster: string,
    policy: string,
  ): Promise<readonly ProjectRecord[]> {
    return this.#all().filter(
      project =>
        project.cluster === cluster &&
        !project.isAdopted &&
        project.namespaceUid !== undefined &&
        project.binnedAt === undefined &&
        project.policy !== policy,
    );
  }

  async listExpired(
    now: Instant,
    limit: number,
  ): Promise<readonly ProjectRecord[]> {
    return this.#all()
      .filter(
        ({ purgeAt, purgeId }) =>
          purgeAt !== undefined && purgeAt <= now && purgeId === undefined,
      )
      .sort((a, b) => (a.purgeAt ?? '').localeCompare(b.purgeAt ?? ''))
      .slice(0, limit);
  }

  async remove(id: string): Promise<void> {
    this.#tables().projects.delete(id);
  }

  async grant(projectId: string, grant: Grant): Promise<void> {
    const project = this.#tables().projects.get(projectId);
    if (project) {
      const others = project.grants.filter(
        ({ principal }) => principal !== grant.principal,
      );
      const grants = [...others, grant].sort((a, b) =>
        a.principal.localeCompare(b.principal),
      );
      this.#tables().projects.set(projectId, { ...project, grants });
    }
  }

  async revoke(projectId: string, principal: string): Promise<boolean> {
    const project = this.#tables().projects.get(projectId);
    const grants = project?.grants.filter(
      grant => grant.principal !== principal,
    );
    if (!project || !grants || grants.length === project.grants.length) {
      return false;
    }
    this.#tables().projects.set(projectId, { ...project, grants });
    return true;
  }

  #all(): ProjectRecord[] {
    return [...this.#tables().projects.values()];
  }
}

function sortedTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].sort();
}
