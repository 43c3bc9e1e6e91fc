import { ConflictError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { buildCause } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { LiveRollout } from '../kube/LiveRollout';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RolloutPatch, RolloutRecord } from '../rollouts/RolloutRecord';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import type { Announcer } from '../streams/Announcer';
import { buildUnseen } from './buildUnseen';
import { checkSpec } from './checkSpec';
import { decideOutcome, mayBecome } from './decideOutcome';
import type { Decision } from './decideOutcome';
import { importRollout } from './importRollout';
import { toProblem } from './toHealth';
import { tellDrift, tellGone, tellOutcome } from './tellTimeline';
import { isSameSeen, toSeen } from './toSeen';

export interface RolloutIngestOptions {
  readonly cluster: string;
  readonly state: StateKeeper;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly logger: LoggerService;
}

/** By namespace and name. */
type KnownRollouts = ReadonlyMap<string, RolloutRecord>;

interface TakeContext {
  readonly known: KnownRollouts;
  readonly findProject: (
    live: LiveRollout,
  ) => Promise<ProjectRecord | undefined>;
}

/**
 * Takes in what a cluster's watch tells: the state of rollouts, what became of
 * their revisions, and what other hands made, changed or deleted. Writes only
 * what changed.
 */
export class RolloutIngest {
  readonly #options: RolloutIngestOptions;
  readonly #timers = new Map<string, () => void>();

  constructor(options: RolloutIngestOptions) {
    this.#options = options;
  }

  /** Takes in all CRs there are: a rollout without one was deleted. */
  async sync(all: readonly LiveRollout[]): Promise<void> {
    const { cluster, state } = this.#options;
    const known = await this.#readKnown();
    const projects = new Map<string, Promise<ProjectRecord | undefined>>();
    const findProject = (live: LiveRollout) => {
      const { namespace } = live;
      const found = projects.get(namespace) ?? this.#findProject(live);
      projects.set(namespace, found);
      return found;
    };
    for (const live of all) {
      await this.#takeOne(live, { known, findProject });
    }
    const present = new Set(all.map(live => crKey(live.namespace, live.name)));
    for (const [key, rollout] of known) {
      if (!present.has(key)) {
        await this.#markGone(rollout);
      }
    }
    for (const id of await state.stores.revisions.listOpen(cluster)) {
      await this.#settle(id);
    }
  }

  /** Takes in one CR that is new or changed. */
  async take(live: LiveRollout): Promise<void> {
    await this.#takeOne(live, {
      known: new Map(),
      findProject: each => this.#findProject(each),
    });
  }

  /** Takes in that a CR is gone. */
  async gone(live: LiveRollout): Promise<void> {
    const project = await this.#findProject(live);
    const { rollouts } = this.#options.state.stores;
    const rollout = project && (await rollouts.find(project.id, live.name));
    if (rollout) {
      await this.#markGone(rollout);
    }
  }

  /** Forgets what it meant to look at later. */
  stop(): void {
    this.#timers.forEach(cancel => cancel());
    this.#timers.clear();
  }

  /** All rollouts of the cluster, in two reads. */
  async #readKnown(): Promise<KnownRollouts> {
    const { cluster, state } = this.#options;
    const { rollouts, projects } = state.stores;
    const known = await rollouts.listByCluster(cluster);
    const owners = await projects.findByIds(
      known.map(({ projectId }) => projectId),
    );
    const namespaces = new Map(owners.map(each => [each.id, each.namespace]));
    return new Map(
      known.map(rollout => [
        crKey(namespaces.get(rollout.projectId) ?? '', rollout.name),
        rollout,
      ]),
    );
  }

  async #takeOne(live: LiveRollout, context: TakeContext): Promise<void> {
    const rollout = context.known.get(crKey(live.namespace, live.name));
    if (rollout && this.#isOldNews(rollout, live)) {
      return;
    }
    const project = await context.findProject(live);
    if (!project) {
      return;
    }
    const { rollouts } = this.#options.state.stores;
    const found = rollout ?? (await rollouts.find(project.id, live.name));
    if (found) {
      await this.#update(found.id, live);
    } else if (!live.isDeleting) {
      await this.#import(project, live);
    }
  }

  /** Nobody else's CRs: only those in namespaces that are known to be ours. */
  async #findProject(live: LiveRollout): Promise<ProjectRecord | undefined> {
    const { cluster, state } = this.#options;
    const { projects } = state.stores;
    const project = await projects.findByNamespace(cluster, live.namespace);
    return project?.namespaceUid === undefined ? undefined : project;
  }

  #isOldNews(rollout: RolloutRecord, live: LiveRollout): boolean {
    return (
      live.generation === rollout.knownGeneration &&
      !rollout.drift &&
      !rollout.deletedInCluster &&
      isSameSeen(rollout, toSeen(live, this.#now()))
    );
  }

  async #update(id: string, live: LiveRollout): Promise<void> {
    const at = this.#now();
    const { isChanged, settled } = await this.#options.state.transact(
      async stores => {
        const rollout = await stores.rollouts.lock(id);
        if (!rollout) {
          return { isChanged: false, settled: [] };
        }
        const seen = toSeen(live, at);
        const patch: RolloutPatch = {
          ...(isSameSeen(rollout, seen) ? {} : seen),
          ...(await checkSpec(stores, rollout, { live, at })),
          deletedInCluster: false,
        };
        const isNews = isPatchNews(rollout, patch);
        if (isNews) {
          await stores.rollouts.update(id, patch);
          await tellDrift(stores, { rollout, patch, at });
        }
        const numbers = await this.#decide(stores, { ...rollout, ...patch });
        return { isChanged: isNews, settled: numbers };
      },
    );
    if (isChanged || settled.length > 0) {
      this.#options.announcer.rolloutChanged(id, settled);
    }
  }

  async #import(project: ProjectRecord, live: LiveRollout): Promise<void> {
    const { state, newId, announcer, logger } = this.#options;
    const id = newId();
    const at = this.#now();
    try {
      await state.transact(stores =>
        importRollout(stores, { id, project, live, at }),
      );
    } catch (error) {
      if (error instanceof ConflictError) {
        // Somebody made one of that name in the portal at the same moment.
        await this.take(live);
        return;
      }
      throw error;
    }
    logger.info(
      `Rollout '${live.name}' was made in the cluster by '${live.changedBy}' and joins project '${project.name}'`,
    );
    announcer.rolloutChanged(id, [1]);
    await this.#settle(id);
  }

  async #markGone(rollout: RolloutRecord): Promise<void> {
    const { state, announcer } = this.#options;
    if (!isGoneNews(rollout)) {
      return;
    }
    const at = this.#now();
    const isNews = await state.transact(async stores => {
      const now = await stores.rollouts.lock(rollout.id);
      if (!now || !isGoneNews(now)) {
        return false;
      }
      await stores.rollouts.update(now.id, {
        ...buildGone(at),
        deletedInCluster: true,
        drift: undefined,
        knownGeneration: undefined,
      });
      await tellGone(stores, { rollout: now, at });
      return true;
    });
    if (isNews) {
      announcer.rolloutChanged(rollout.id);
    }
  }

  async #settle(id: string): Promise<void> {
    const { state, announcer } = this.#options;
    const settled = await state.transact(async stores => {
      const rollout = await stores.rollouts.lock(id);
      return rollout ? this.#decide(stores, rollout) : [];
    });
    if (settled.length > 0) {
      announcer.rolloutChanged(id, settled);
    }
  }

  /** Records what became of the revision that runs; returns its number where that is news. */
  async #decide(
    stores: Stores,
    rollout: RolloutRecord,
  ): Promise<readonly number[]> {
    const { clock } = this.#options;
    const decision = decideOutcome(rollout, clock.now());
    this.#lookLater(rollout.id, decision);
    if (decision.type !== 'outcome') {
      return [];
    }
    const { revision: number, outcome, problem } = decision;
    const revision = await stores.revisions.find(rollout.id, number);
    if (!revision || !mayBecome(revision, outcome)) {
      return [];
    }
    const at = this.#now();
    const patch = { outcome, outcomeAt: at, problem };
    await stores.revisions.setOutcome(rollout.id, number, patch);
    await tellOutcome(stores, { rollout, revision, at, ...patch });
    return [number];
  }

  #lookLater(id: string, decision: Decision): void {
    const { clock, logger } = this.#options;
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    if (decision.type !== 'later') {
      return;
    }
    const cancel = clock.schedule(() => {
      this.#timers.delete(id);
      this.#settle(id).catch(error =>
        logger.warn(`Outcome of rollout '${id}' is decided later: ${error}`),
      );
    }, decision.inMs);
    this.#timers.set(id, cancel);
  }

  #now(): string {
    return new Date(this.#options.clock.now()).toISOString();
  }
}

function crKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** What is deleted before it was ever told, or was known to be, is no news. */
function isGoneNews({ told, deletedInCluster }: RolloutRecord): boolean {
  return told !== undefined && !deletedInCluster;
}

function isPatchNews(rollout: RolloutRecord, patch: RolloutPatch): boolean {
  return JSON.stringify({ ...rollout, ...patch }) !== JSON.stringify(rollout);
}

function buildGone(at: string) {
  const message =
    'The rollout was deleted in the cluster. Save it again to bring it back; its volumes and secrets are still there';
  const problem = toProblem(buildCause('Other', { message }));
  return buildUnseen({ state: 'Down', problem, at });
}
