import { NotFoundError } from '@backstage/errors';
import type {
  Deleted,
  JobRun,
  JobStarted,
  Restarted,
} from '@one-click/backstage-plugin-one-click-common';
import type { ActivityRecord } from '../activity/ActivityStore';
import { requireNotBinned } from '../bin/requireNotBinned';
import { laterStepOf, once } from '../idempotency/IdempotencyKey';
import type { IdempotencyKey } from '../idempotency/IdempotencyKey';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { RolloutChange, RolloutRequest } from '../rollouts/RolloutService';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import type { ClusterActs } from './ClusterActs';
import { toActError } from './toActError';
import { requireOwnNamespace } from '../projects/requireOwnNamespace';

export interface ActServiceOptions {
  readonly state: StateKeeper;
  /** Throws ClusterAwayError while the cluster is away. */
  readonly cluster: (name: string) => ClusterActs;
  readonly now: () => number;
  readonly newId: () => string;
}

type Entry = Pick<ActivityRecord, 'act' | 'details'>;

/** An act that is done in the cluster and told on the timeline. */
interface Deed<P, R> {
  /** What a retry must find as it was: kept under the request's key, hence plain JSON. */
  readonly plan: P;
  act(cluster: ClusterActs, ref: Ref, plan: P): Promise<R>;
  entry(plan: P, result: R): Entry;
}

interface Ref {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Acts without a revision. A transaction must not wait for a cluster, so each
 * act has three steps: a plan, kept under the request's key; the act itself,
 * which may be repeated; and the entry on the timeline, made once. A retry at
 * any point goes on with the same plan.
 */
export class ActService {
  readonly #options: ActServiceOptions;

  constructor(options: ActServiceOptions) {
    this.#options = options;
  }

  /** Replaces all instances, as the rollout's strategy says. */
  async restart(request: RolloutChange): Promise<Restarted> {
    const restartedAt = new Date(this.#options.now()).toISOString();
    const { plan } = await this.#perform(request, {
      plan: { restartedAt },
      act: (cluster, ref, planned) => cluster.restart(ref, planned.restartedAt),
      entry: () => ({ act: 'rollout-restart' }),
    });
    return plan;
  }

  async runJob(
    request: RolloutChange & { readonly job: string },
  ): Promise<JobStarted> {
    const { job } = request;
    // Job names end with a number where the schedule made them; this one never looks like that.
    const suffix = `m${this.#options.newId().replaceAll('-', '').slice(0, 9)}`;
    const { result } = await this.#perform(request, {
      plan: { suffix },
      act: (cluster, ref, planned) =>
        cluster.runJob(ref, { job, suffix: planned.suffix }),
      entry: (_, { run }) => ({ act: 'job-run', details: { job, run } }),
    });
    return { ...result, alsoRunning: [...result.alsoRunning] };
  }

  /** The runs that the cluster still has. */
  async listRuns(
    request: RolloutRequest & { readonly job: string },
  ): Promise<JobRun[]> {
    const { project } = request.access;
    const { stores } = this.#options.state;
    const rollout = await findRollout(stores, request);
    requireOwnNamespace(project);
    const acts = this.#options.cluster(project.cluster);
    const ref = { namespace: project.namespace, name: rollout.name };
    try {
      return [...(await acts.listRuns(ref, request.job))];
    } catch (error) {
      throw toActError(error, project.cluster);
    }
  }

  async deleteRun(
    request: RolloutChange & { readonly run: string },
  ): Promise<Deleted> {
    const { run } = request;
    await this.#perform(request, {
      plan: { run },
      act: (cluster, ref) => cluster.deleteRun(ref, run),
      entry: (_, { job }) => ({ act: 'run-delete', details: { job, run } }),
    });
    return { deleted: run };
  }

  async deletePod(
    request: RolloutChange & { readonly pod: string },
  ): Promise<Deleted> {
    const { pod } = request;
    await this.#perform(request, {
      plan: { pod },
      act: (cluster, ref) => cluster.deletePod(ref, pod),
      entry: () => ({ act: 'pod-delete', details: { pod } }),
    });
    return { deleted: pod };
  }

  async #perform<P extends object, R>(
    request: RolloutChange,
    deed: Deed<P, R>,
  ): Promise<{ readonly plan: P; readonly result: R }> {
    const { state, cluster: find } = this.#options;
    const { access, rollout: name, idempotency } = request;
    const { cluster, namespace } = access.project;
    const acts = find(cluster);
    const plan = await state.transact(async stores => {
      await findRollout(stores, request);
      requireOwnNamespace(access.project);
      return this.#once(stores, request, {
        key: idempotency,
        work: async () => deed.plan,
      });
    });
    const result = await deed
      .act(acts, { namespace, name }, plan)
      .catch((error: unknown) => {
        throw toActError(error, cluster);
      });
    await state.transact(stores =>
      this.#once(stores, request, {
        key: idempotency && laterStepOf(idempotency, 'done'),
        work: () => this.#record(stores, request, deed.entry(plan, result)),
      }),
    );
    return { plan, result };
  }

  async #once<T>(
    stores: Stores,
    { access }: RolloutChange,
    step: {
      readonly key: IdempotencyKey | undefined;
      work(): Promise<T>;
    },
  ): Promise<T> {
    const at = new Date(this.#options.now()).toISOString();
    const actor = access.caller.ref;
    const { key: idempotency } = step;
    return once(stores.idempotency, { actor, at, idempotency }, step.work);
  }

  async #record(
    stores: Stores,
    request: RolloutChange,
    entry: Entry,
  ): Promise<boolean> {
    const { id, name, projectId } = await findRollout(stores, request);
    await stores.activity.append({
      ...entry,
      projectId,
      rolloutId: id,
      rolloutName: name,
      at: new Date(this.#options.now()).toISOString(),
      actor: request.access.caller.ref,
      revision: undefined,
    });
    return true;
  }
}

async function findRollout(
  stores: Stores,
  { access, rollout: name }: RolloutRequest,
): Promise<RolloutRecord> {
  const rollout = await stores.rollouts.find(access.project.id, name);
  if (!rollout) {
    throw new NotFoundError(`No rollout '${name}' in this project`);
  }
  requireNotBinned(rollout);
  return rollout;
}
