import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Clock,
  KubeClient,
  KubeForbiddenError,
} from '@one-click/backstage-plugin-one-click-kube';
import {
  buildChildren,
  findStuckObjects,
  summarize,
  wantsFreeRoom,
} from '@one-click/backstage-plugin-one-click-workload';
import type {
  ChildObject,
  Memory,
  Observed,
  Refusal,
  Summary,
} from '@one-click/backstage-plugin-one-click-workload';
import type { ClusterCache } from '../cluster/ClusterCache';
import { keyOf } from '../cluster/ObjectStore';
import { ChildApplier } from './ChildApplier';
import { EventReader } from './EventReader';
import { findFreeRoom } from './findFreeRoom';
import { pruneChildren } from './pruneChildren';
import { readIfPermitted } from './readIfPermitted';
import { StatusWriter } from './StatusWriter';

/** Where the operator says what it does. */
export interface ReconcilerLog {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

/** What a reconciler works with. */
export interface RolloutReconcilerOptions {
  readonly client: KubeClient;
  readonly cache: ClusterCache;
  readonly clock: Clock;
  readonly log: ReconcilerLog;
  /** Name of the cluster in sentences. */
  readonly cluster?: string | undefined;
  /** Told when a right is missing, where that is not the end of it. */
  readonly onDenied: (error: KubeForbiddenError) => void;
}

/** A former object of the same name is on its way out. */
const FORMER_WAIT_MS = 1_000;
// What was refused may be let in without anything we watch changing: a quota raised, a policy gone.
const REFUSED_WAIT_MS = 30_000;

/** Brings one rollout after the other to what it should be, and says how it fares. */
export class RolloutReconciler {
  readonly #options: RolloutReconcilerOptions;
  readonly #applier: ChildApplier;
  readonly #events: EventReader;
  readonly #statuses: StatusWriter;
  readonly #memories = new Map<string, Memory>();

  constructor(options: RolloutReconcilerOptions) {
    this.#options = options;
    this.#applier = new ChildApplier(options);
    this.#events = new EventReader(options);
    this.#statuses = new StatusWriter(options.client);
  }

  /** Gives the milliseconds after which to look again even if nothing happens. */
  async reconcile(key: string): Promise<number | undefined> {
    const [namespace = '', name = ''] = key.split('/');
    const { cache, clock } = this.#options;
    const rollout = cache.rollouts.get(namespace, name);
    if (!rollout || rollout.metadata.deletionTimestamp !== undefined) {
      // The children name it as their owner: the cluster collects them.
      this.#forget(key);
      return undefined;
    }
    const children = buildChildren(rollout);
    const { refusals, waits } = await this.#applyAll(rollout, children);
    await this.#prune(rollout, children);
    const lookAgainAt = await this.#report(rollout, refusals);
    const waitsFor = [
      waits ? FORMER_WAIT_MS : undefined,
      refusals.length > 0 ? REFUSED_WAIT_MS : undefined,
      lookAgainAt === undefined ? undefined : lookAgainAt - clock.now(),
    ].flatMap(ms => ms ?? []);
    return waitsFor.length > 0 ? Math.max(0, Math.min(...waitsFor)) : undefined;
  }

  async #applyAll(rollout: Rollout, children: readonly ChildObject[]) {
    const refusals: Refusal[] = [];
    let waits = false;
    for (const child of children) {
      const { kind, metadata } = child;
      const outcome = await this.#applier.apply(rollout, child);
      waits ||= outcome.result === 'waits';
      if (outcome.result === 'refused') {
        refusals.push(outcome.refusal);
      }
      if (outcome.result === 'applied') {
        this.#log(rollout, `Applied ${kind} ${metadata.name}`);
      }
    }
    return { refusals, waits };
  }

  async #prune(rollout: Rollout, desired: readonly ChildObject[]) {
    const { client, cache } = this.#options;
    const pruned = await pruneChildren({ client, cache, rollout, desired });
    pruned.forEach(child => this.#log(rollout, `Deleted ${child}`));
  }

  async #report(
    rollout: Rollout,
    refusals: readonly Refusal[],
  ): Promise<number | undefined> {
    const { cache, client, onDenied } = this.#options;
    const { namespace, name } = rollout.metadata;
    const key = keyOf(namespace, name);
    const seen = this.#observe(key, rollout, refusals);
    const { events, readAgainAt } = await this.#events.read(
      key,
      namespace,
      findStuckObjects(seen),
    );
    const observed = { ...seen, events };
    const memory = this.#memories.get(key);
    let summary = this.#summarize(rollout, observed, memory);
    if (wantsFreeRoom(summary.status)) {
      const largestFree = await readIfPermitted(
        () => findFreeRoom(client),
        onDenied,
      );
      summary = this.#summarize(rollout, { ...observed, largestFree }, memory);
    }
    const stored = await this.#statuses.write(rollout, summary.status);
    this.#memories.set(key, summary.memory);
    if (stored) {
      cache.rollouts.upsert(stored);
      this.#logState(rollout, summary);
    }
    const moments = [summary.lookAgainAt, readAgainAt].flatMap(at => at ?? []);
    return moments.length > 0 ? Math.min(...moments) : undefined;
  }

  #forget(key: string): void {
    this.#events.forget(key);
    this.#statuses.forget(key);
    this.#memories.delete(key);
  }

  #summarize(
    rollout: Rollout,
    observed: Observed,
    memory: Memory | undefined,
  ): Summary {
    const { clock, cluster } = this.#options;
    const now = clock.now();
    return summarize({
      rollout,
      observed,
      now,
      memory,
      ...(cluster !== undefined && { cluster }),
    });
  }

  #observe(
    key: string,
    { metadata }: Rollout,
    refusals: readonly Refusal[],
  ): Observed {
    const { children, pods, replicaSets } = this.#options.cache;
    const { namespace, name } = metadata;
    return {
      deployment: children.Deployment.get(namespace, name),
      replicaSets: replicaSets.ofRollout(key),
      pods: pods.ofRollout(key),
      services: children.Service.ofRollout(key),
      ingresses: children.Ingress.ofRollout(key),
      claims: children.PersistentVolumeClaim.ofRollout(key),
      autoscaler: children.HorizontalPodAutoscaler.get(namespace, name),
      events: [],
      refusals,
    };
  }

  #log({ metadata }: Rollout, message: string): void {
    const { namespace, name } = metadata;
    this.#options.log.debug({ rollout: keyOf(namespace, name) }, message);
  }

  #logState({ metadata, status: before }: Rollout, { status }: Summary): void {
    if (before?.state !== status.state) {
      const rollout = keyOf(metadata.namespace, metadata.name);
      const cause = status.causes?.[0]?.id;
      this.#options.log.info(
        { rollout, ...(cause !== undefined && { cause }) },
        `${rollout} is ${status.state}`,
      );
    }
  }
}
