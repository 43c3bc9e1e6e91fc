import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { oneClickProjectAdministerPermission } from '@one-click/backstage-plugin-one-click-common';
import type {
  Contents,
  Project,
  Purge,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { roleIn } from '../access';
import type { PersonalAccess, RoleRules, UserCaller } from '../access';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { ProjectService } from '../projects/ProjectService';
import type { RolloutService } from '../rollouts/RolloutService';
import type { Instant } from '../storage/Instant';
import type { StateKeeper } from '../storage/StateKeeper';
import type { Announcer } from '../streams/Announcer';
import { binRollout, purgeRollout, unbinRollout } from './binOrders';
import type { BinRequest, BinService } from './BinService';
import type { ClusterContents, Inventory } from './ClusterContents';
import { binProject, purgeProject, unbinProject } from './projectBinOrders';
import type { Moved } from './projectBinOrders';
import { requireAdoptable } from './requireAdoptable';
import { toContents, totalGiB } from './toContents';
import { toPurge } from './toPurge';

export interface DefaultBinServiceOptions {
  readonly state: StateKeeper;
  readonly rules: RoleRules;
  readonly projects: Pick<ProjectService, 'create' | 'get'>;
  readonly rollouts: Pick<RolloutService, 'get'>;
  readonly announcer: Announcer;
  /** Looks into a cluster; throws ClusterAwayError while it is away. */
  readonly contents: (cluster: string) => ClusterContents;
  /** Names of the configured clusters. */
  readonly clusters: () => readonly string[];
  readonly wake: (cluster: string) => void;
  /** How long things wait in the bin, in milliseconds; absent for ever. */
  readonly keptMs: number | undefined;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Keeps the bin in the stores; the converger tells clusters of it. */
export class DefaultBinService implements BinService {
  readonly #options: DefaultBinServiceOptions;

  static create(options: DefaultBinServiceOptions) {
    return new DefaultBinService(options);
  }

  private constructor(options: DefaultBinServiceOptions) {
    this.#options = options;
  }

  async contents({
    access,
    rollout,
  }: Parameters<BinService['contents']>[0]): Promise<Contents> {
    const { project, role } = access;
    const specs = await this.#readSpecs(project, rollout);
    const inventory = await this.#look(project, rollout);
    return toContents(inventory, { at: this.#at(), role, specs });
  }

  async binRollout({ access, rollout }: BinRequest): Promise<RolloutDetail> {
    const order = { ...this.#orderOf(access), ...this.#purgeAt(), rollout };
    const moved = await this.#options.state.transact(stores =>
      binRollout(stores, order),
    );
    this.#tell(access.project, { rollouts: [moved] });
    return this.#options.rollouts.get({ access, rollout });
  }

  async unbinRollout({ access, rollout }: BinRequest): Promise<RolloutDetail> {
    const order = { ...this.#orderOf(access), rollout };
    const moved = await this.#options.state.transact(stores =>
      unbinRollout(stores, order),
    );
    this.#tell(access.project, { rollouts: [moved] });
    return this.#options.rollouts.get({ access, rollout });
  }

  async purgeRollout({
    access,
    rollout: name,
    confirm,
  }: Parameters<BinService['purgeRollout']>[0]): Promise<Purge> {
    const { state, newId } = this.#options;
    const loss = await this.#describeLoss(access.project, name);
    const order = { ...this.#orderOf(access), rollout: name, confirm, loss };
    const { id, rollout } = await state.transact(stores =>
      purgeRollout(stores, { ...order, id: newId() }),
    );
    this.#tell(access.project, { rollouts: [rollout] });
    return this.#readPurge(id);
  }

  async binProject(access: PersonalAccess): Promise<Project> {
    const order = { ...this.#orderOf(access), ...this.#purgeAt() };
    const moved = await this.#options.state.transact(stores =>
      binProject(stores, order),
    );
    return this.#afterMove(access, moved);
  }

  async unbinProject(access: PersonalAccess): Promise<Project> {
    const order = this.#orderOf(access);
    const moved = await this.#options.state.transact(stores =>
      unbinProject(stores, order),
    );
    return this.#afterMove(access, moved);
  }

  async purgeProject({
    access,
    confirm,
  }: Parameters<BinService['purgeProject']>[0]): Promise<Purge> {
    const { state, newId } = this.#options;
    const loss = await this.#describeLoss(access.project);
    const order = { ...this.#orderOf(access), newId, confirm, loss };
    const id = await state.transact(stores =>
      purgeProject(stores, { ...order, id: newId() }),
    );
    this.#tell(access.project, { rollouts: [] });
    return this.#readPurge(id);
  }

  async adopt({
    caller,
    project,
    idempotency,
  }: Parameters<BinService['adopt']>[0]): Promise<Project> {
    const { projects, clusters } = this.#options;
    const { namespace, ...create } = project;
    if (!caller.canAdminister) {
      throw new NotAllowedError(
        `Only platform engineers may adopt a namespace: the portal's policy grants '${oneClickProjectAdministerPermission.name}' to them`,
      );
    }
    const [only, ...others] = clusters();
    const cluster = create.cluster ?? (others.length === 0 ? only : undefined);
    if (cluster !== undefined && clusters().includes(cluster)) {
      await requireAdoptable(this.#options.contents(cluster), namespace);
    }
    return projects.create({
      caller,
      project: create,
      idempotency,
      adopted: namespace,
    });
  }

  async getPurge(caller: UserCaller, id: string): Promise<Purge> {
    const { state, rules } = this.#options;
    const { purges, projects } = state.stores;
    const purge = await purges.find(id);
    const [project] = purge ? await projects.findByIds([purge.projectId]) : [];
    const maySee =
      purge?.requestedBy === caller.ref ||
      (project ? roleIn(project, caller, rules) : caller.canAdminister);
    if (!purge || !maySee) {
      throw new NotFoundError(`No purge '${id}'`);
    }
    return this.#readPurge(id);
  }

  async #readPurge(id: string): Promise<Purge> {
    const { purges } = this.#options.state.stores;
    const purge = await purges.find(id);
    if (!purge) {
      throw new NotFoundError(`No purge '${id}'`);
    }
    return toPurge(purge, await purges.listParts(id));
  }

  /** Nothing is told of a namespace that is not the project's. */
  async #look(
    { id, cluster, namespace }: ProjectRecord,
    rollout: string | undefined,
  ): Promise<Inventory> {
    const contents = this.#options.contents(cluster);
    const found = await contents.findNamespace(namespace);
    return found?.projectId === id
      ? contents.list({ namespace, rollout })
      : { objects: [], claims: [], instances: 0 };
  }

  /** The newest specs: of one rollout, or of all that a project has. */
  async #readSpecs(
    project: ProjectRecord,
    name: string | undefined,
  ): Promise<ReadonlyMap<string, RolloutSpecInput>> {
    const { rollouts, revisions } = this.#options.state.stores;
    if (name === undefined) {
      return new Map();
    }
    const rollout = await rollouts.find(project.id, name);
    if (!rollout) {
      throw new NotFoundError(`No rollout '${name}' in this project`);
    }
    const revision = await revisions.find(rollout.id, rollout.newest);
    return revision ? new Map([[name, revision.spec]]) : new Map();
  }

  /** What a purge would take, for whoever has not typed the name yet. */
  async #describeLoss(project: ProjectRecord, name?: string): Promise<string> {
    try {
      const { claims } = await this.#look(project, name);
      const names = claims.map(claim => `${claim.name} (${claim.size})`);
      return names.length === 0
        ? 'no volume has data'
        : `${names.join(', ')}, ${totalGiB(claims)} GiB in all, will be gone`;
    } catch {
      return 'its volumes will be gone; the cluster is away, so that how many there are cannot be told';
    }
  }

  async #afterMove(access: PersonalAccess, moved: Moved): Promise<Project> {
    const { state, projects } = this.#options;
    this.#tell(access.project, moved);
    const [project = access.project] = await state.stores.projects.findByIds([
      access.project.id,
    ]);
    return projects.get({ ...access, project });
  }

  #tell({ cluster }: ProjectRecord, { rollouts }: Moved): void {
    const { announcer, wake } = this.#options;
    wake(cluster);
    for (const { id } of rollouts) {
      announcer.rolloutChanged(id);
    }
  }

  #orderOf({ project, caller }: PersonalAccess) {
    return { project, actor: caller.ref, at: this.#at() };
  }

  #purgeAt(): { readonly purgeAt: Instant | undefined } {
    const { keptMs, now } = this.#options;
    return {
      purgeAt:
        keptMs === undefined
          ? undefined
          : new Date(now() + keptMs).toISOString(),
    };
  }

  #at(): Instant {
    return new Date(this.#options.now()).toISOString();
  }
}
