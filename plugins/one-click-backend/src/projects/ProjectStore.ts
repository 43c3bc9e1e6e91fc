import type { Visibility } from '../access/ProjectFilter';
import type { Instant } from '../storage/Instant';
import type { StorePage } from '../storage/StorePage';
import type { Grant, ProjectPatch, ProjectRecord } from './ProjectRecord';

export interface ProjectQuery {
  /** Whose projects to show; absent means all projects. */
  readonly visibleTo?: Visibility | undefined;
  /** Owners whose projects to show, on top of `visibleTo`. */
  readonly ownedBy?: readonly string[] | undefined;
  /** Part of the name or title, in any case. */
  readonly text?: string | undefined;
  readonly tag?: string | undefined;
  /** Name of the last project of the page before. */
  readonly after?: string | undefined;
  /** Only what is in the bin; what is not where absent. */
  readonly inBin?: boolean | undefined;
  readonly limit: number;
}

/** Keeps projects with their tags and grants. */
export interface ProjectStore {
  /** Throws ConflictError where the name or the namespace is taken. */
  insert(project: ProjectRecord): Promise<void>;
  find(name: string): Promise<ProjectRecord | undefined>;
  /** Reads it and keeps others from changing it until the transaction ends. */
  lock(id: string): Promise<ProjectRecord | undefined>;
  findByIds(ids: readonly string[]): Promise<readonly ProjectRecord[]>;
  findByNamespace(
    cluster: string,
    namespace: string,
  ): Promise<ProjectRecord | undefined>;
  update(id: string, patch: ProjectPatch): Promise<void>;
  /** Projects of a cluster with a namespace whose guarding objects are not `policy`. */
  listUnguarded(
    cluster: string,
    policy: string,
  ): Promise<readonly ProjectRecord[]>;
  /** Projects whose time in the bin is over, and that no purge is at. */
  listExpired(now: Instant, limit: number): Promise<readonly ProjectRecord[]>;
  /** Removes a project with its tags and grants for good; it has no rollouts any more. */
  remove(id: string): Promise<void>;
  /** By name. */
  list(query: ProjectQuery): Promise<StorePage<ProjectRecord, string>>;
  /** Gives a role, or changes the one given before. */
  grant(projectId: string, grant: Grant): Promise<void>;
  /** Takes a role away; whether there was one. */
  revoke(projectId: string, principal: string): Promise<boolean>;
}
