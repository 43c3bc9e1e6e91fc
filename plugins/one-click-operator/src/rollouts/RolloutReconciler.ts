import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Clock,
  KubeClient,
  KubeForbiddenError,
} from '@one-click/backstage-plugin-one-click-kube';
import {
  findStuckObjects,
  summarize,
  wantsFreeRoom,
} from '@one-click/backstage-plugin-one-click-workload';
import type {
  Memory,
  Observed,
  Refusal,
  Summary,
} from '@one-click/backstage-plugin-one-click-workload';
import { DesiredChildren } from '../apply/DesiredChildren';
import type { DesiredChild } from '../apply/DesiredChildren';
import type { ClusterCache } from '../cluster/ClusterCache';
import { keyOf } from '../engine/store';
import { applyChildren } from './applyChildren';
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

/** Brings one rollout after the other to what it should be, and says how it fares. */
export class RolloutReconciler {
  readonly #options: RolloutReconcilerOptions;
  readonly #desired = new DesiredChildren();
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
    const children = this.#desired.of(rollout);
    const { refusals, applied, retryAfterMs } = await applyChildren(
      this.#applier,
      rollout,
      children,
    );
    applied.forEach(child =>
      this.#log(rollout, `Applied ${child.kind} ${child.name}`),
    );
    await this.#prune(rollout, children);
    const lookAgainAt = await this.#report(rollout, refusals);
    const waits = [
      retryAfterMs,
      lookAgainAt === undefined ? undefined : lookAgainAt - clock.now(),
    ].flatMap(ms => ms ?? []);
    return waits.length > 0 ? Math.max(0, Math.min(...waits)) : undefined;
  }

  async #prune(rollout: Rollout, desired: readonly DesiredChild[]) {
    const { client, cache } = this.#options;
    const pruned = await pruneChildren({ client, cache, rollout, desired });
    for (const { kind, name } of pruned) {
      this.#applier.forget(kind, rollout.metadata.namespace, name);
      this.#log(rollout, `Deleted ${kind} ${name}`);
    }
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
      cache.putRollout(stored);
      this.#logState(rollout, summary);
    }
    const moments = [summary.lookAgainAt, readAgainAt].flatMap(at => at ?? []);
    return moments.length > 0 ? Math.min(...moments) : undefined;
  }

  #forget(key: string): void {
    this.#desired.forget(key);
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
