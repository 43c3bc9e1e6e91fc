import type { StorePage } from '../storage/StorePage';
import type { Grant, ProjectPatch, ProjectRecord } from './ProjectRecord';

export interface ProjectQuery {
  /** Owners and grantees whose projects to show; absent means all projects. */
  readonly visibleTo?: readonly string[] | undefined;
  /** Owners whose projects to show, on top of `visibleTo`. */
  readonly ownedBy?: readonly string[] | undefined;
  /** Part of the name or title, in any case. */
  readonly text?: string | undefined;
  readonly tag?: string | undefined;
  /** Name of the last project of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Keeps projects with their tags and grants. */
export interface ProjectStore {
  /** Throws ConflictError where the name or the namespace is taken. */
  insert(project: ProjectRecord): Promise<void>;
  find(name: string): Promise<ProjectRecord | undefined>;
  findByIds(ids: readonly string[]): Promise<readonly ProjectRecord[]>;
  findByNamespace(
    cluster: string,
    namespace: string,
  ): Promise<ProjectRecord | undefined>;
  update(id: string, patch: ProjectPatch): Promise<void>;
  /** By name. */
  list(query: ProjectQuery): Promise<StorePage<ProjectRecord, string>>;
  /** Gives a role, or changes the one given before. */
  grant(projectId: string, grant: Grant): Promise<void>;
}
