import { ConflictError, NotAllowedError } from '@backstage/errors';
import type {
  Page,
  Project,
  ProjectCreate,
  ProjectListQuery,
  ProjectUpdate,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';
import { roleIn, visibleProjects } from '../access';
import type {
  Caller,
  PersonalAccess,
  ProjectAccess,
  RoleRules,
  UserCaller,
} from '../access';
import { UnacceptableError } from '../errors';
import type { HealthContext } from '../health';
import { once } from '../idempotency/IdempotencyKey';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import type { ProjectRecord } from './ProjectRecord';
import type { ProjectService } from './ProjectService';
import { toProject } from './toProject';

/** Before the names of namespaces that are ours, so that no project can be called into a system's one. */
export const NAMESPACE_PREFIX = 'oc-';

const DEFAULT_LIMIT = 50;

export interface DefaultProjectServiceOptions {
  readonly state: StateKeeper;
  readonly rules: RoleRules;
  readonly health: () => HealthContext;
  /** Names of the configured clusters. */
  readonly clusters: () => readonly string[];
  /** Is told that a cluster has something to be told. */
  readonly wake: (cluster: string) => void;
  /** Is told that ownership, and so roles, changed. */
  readonly rolesChanged?: ((projectId: string) => void) | undefined;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Keeps projects in the stores, and orders their namespaces. */
export class DefaultProjectService implements ProjectService {
  readonly #options: DefaultProjectServiceOptions;

  static create(options: DefaultProjectServiceOptions) {
    return new DefaultProjectService(options);
  }

  private constructor(options: DefaultProjectServiceOptions) {
    this.#options = options;
  }

  async list(caller: Caller, query: ProjectListQuery): Promise<Page<Project>> {
    const { rules, state } = this.#options;
    const page = await state.stores.projects.list({
      visibleTo: visibleProjects(caller),
      ownedBy:
        query.mine && caller.kind === 'user' ? caller.principals : undefined,
      text: query.q,
      tag: query.tag,
      inBin: query.bin,
      after: decodeCursor(query.cursor, z.string()),
      limit: query.limit ?? DEFAULT_LIMIT,
    });
    const counts = await this.#count(page.items);
    return {
      items: page.items.flatMap(project => {
        const role = roleIn(project, caller, rules);
        return role
          ? [
              toProject(project, {
                counts: counts.get(project.id),
                role,
                rules,
              }),
            ]
          : [];
      }),
      totalItems: page.total,
      pageInfo:
        page.next === undefined ? {} : { nextCursor: encodeCursor(page.next) },
    };
  }

  async get({ project, role }: ProjectAccess): Promise<Project> {
    const counts = await this.#count([project]);
    const { rules } = this.#options;
    return toProject(project, { counts: counts.get(project.id), role, rules });
  }

  async create(
    request: Parameters<ProjectService['create']>[0],
  ): Promise<Project> {
    const { state, wake, rules } = this.#options;
    const { caller, project, idempotency, adopted } = request;
    const cluster = this.#chooseCluster(project);
    requireOwnGroup(caller, project.owner);
    await this.#requireFreeName(caller, project.name);
    const record = {
      ...this.#buildRecord({ caller, project, cluster }),
      ...(adopted !== undefined && { namespace: adopted, isAdopted: true }),
    };
    const claim = { actor: caller.ref, at: record.createdAt, idempotency };
    const id = await state.transact(stores =>
      once(stores.idempotency, claim, () => insertProject(stores, record)),
    );
    wake(cluster);
    const [made = record] = await state.stores.projects.findByIds([id]);
    const role = roleIn(made, caller, rules) ?? 'viewer';
    return this.get({ project: made, role, caller });
  }

  async update(
    access: PersonalAccess,
    update: ProjectUpdate,
  ): Promise<Project> {
    const { state, now } = this.#options;
    const { project, caller } = access;
    if (update.owner !== undefined && update.owner !== project.owner) {
      requireOwnGroup(caller, update.owner);
    }
    const { title, description, tags, owner } = update;
    const at = new Date(now()).toISOString();
    const patch = {
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      ...(tags !== undefined && { tags }),
      ...(owner !== undefined && { owner }),
      changedAt: at,
      changedBy: caller.ref,
    };
    await state.transact(async stores => {
      await stores.projects.update(project.id, patch);
      await stores.activity.append({
        projectId: project.id,
        rolloutId: undefined,
        at,
        actor: caller.ref,
        act: 'project-update',
        revision: undefined,
      });
    });
    if (owner !== undefined && owner !== project.owner) {
      this.#options.rolesChanged?.(project.id);
    }
    return this.get({ ...access, project: { ...project, ...patch } });
  }

  #chooseCluster({ cluster }: ProjectCreate): string {
    const clusters = this.#options.clusters();
    const [first] = clusters;
    if (cluster !== undefined && clusters.includes(cluster)) {
      return cluster;
    }
    if (cluster === undefined && first !== undefined && clusters.length === 1) {
      return first;
    }
    const names = clusters.map(name => `'${name}'`).join(', ');
    throw new UnacceptableError([
      {
        path: 'cluster',
        message: names
          ? `must be one of ${names}`
          : 'cannot be chosen: no cluster is configured; set oneClick.clusters',
      },
    ]);
  }

  /** Says more than that a name is taken where the caller may know more. */
  async #requireFreeName(caller: Caller, name: string): Promise<void> {
    const { state, rules } = this.#options;
    const namesake = await state.stores.projects.find(name);
    const isBinned = namesake?.binnedAt !== undefined;
    if (isBinned && roleIn(namesake, caller, rules)) {
      throw new ConflictError(
        `The name '${name}' belongs to a project in the bin: restore or purge that one, or choose another name`,
      );
    }
  }

  #buildRecord(request: {
    readonly caller: UserCaller;
    readonly project: ProjectCreate;
    readonly cluster: string;
  }): ProjectRecord {
    const { newId, now } = this.#options;
    const { caller, project, cluster } = request;
    const at = new Date(now()).toISOString();
    return {
      id: newId(),
      name: project.name,
      title: project.title ?? project.name,
      description: project.description ?? '',
      tags: project.tags ?? [],
      owner: project.owner,
      cluster,
      namespace: `${NAMESPACE_PREFIX}${project.name}`,
      namespaceUid: undefined,
      createdAt: at,
      createdBy: caller.ref,
      changedAt: at,
      changedBy: caller.ref,
      grants: [],
      binnedAt: undefined,
      binnedBy: undefined,
      purgeAt: undefined,
      purgeId: undefined,
      isAdopted: false,
      policy: undefined,
      avatar: undefined,
    };
  }

  async #count(projects: readonly ProjectRecord[]) {
    const { state, health } = this.#options;
    return state.stores.rollouts.countStates(
      projects.map(({ id }) => id),
      health().overlay,
    );
  }
}

async function insertProject(
  stores: Stores,
  project: ProjectRecord,
): Promise<string> {
  const { id, cluster, createdAt: at, createdBy: actor } = project;
  await stores.projects.insert(project);
  await stores.outbox.put({
    subject: { kind: 'project', id },
    cluster,
    revision: 0,
    createdAt: at,
    attempts: 0,
    dueAt: at,
  });
  await stores.activity.append({
    projectId: id,
    rolloutId: undefined,
    at,
    actor,
    act: 'project-create',
    revision: undefined,
  });
  return id;
}

function requireOwnGroup(caller: UserCaller, owner: string): void {
  if (!caller.canAdminister && !caller.principals.includes(owner)) {
    throw new NotAllowedError(
      `You are not part of '${owner}': choose yourself or one of your groups as the owner`,
    );
  }
}
