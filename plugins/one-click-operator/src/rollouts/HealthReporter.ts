import type {
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
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
import type { ClusterCache } from '../cluster/ClusterCache';
import { keyOf } from '../engine/store';
import { EventReader } from './EventReader';
import { findFreeRoom } from './findFreeRoom';
import { isEdited } from './isEdited';
import { Lookups } from './lookups';
import { readIfPermitted } from './readIfPermitted';
import { StatusWriter } from './StatusWriter';

/** What a reporter works with. */
export interface HealthReporterOptions {
  readonly client: KubeClient;
  readonly cache: ClusterCache;
  readonly clock: Clock;
  /** Name of the cluster in sentences. */
  readonly cluster?: string | undefined;
  /** Told when a right is missing, where that is not the end of it. */
  readonly onDenied: (error: KubeForbiddenError) => void;
}

/** How a rollout fares. */
export interface HealthReport {
  readonly status: RolloutStatus;
  /** Whether it was written, since it differs from what was there. */
  readonly isNews: boolean;
  /** When to look again even if nothing happens; epoch milliseconds. */
  readonly lookAgainAt: number | undefined;
}

interface Remembered {
  readonly uid: string | undefined;
  readonly memory: Memory;
}

/** Finds out how rollouts fare, and writes it into their status where it is news. */
export class HealthReporter {
  readonly #options: HealthReporterOptions;
  readonly #events: EventReader;
  readonly #lookups: Lookups;
  readonly #statuses: StatusWriter;
  readonly #memories = new Map<string, Remembered>();

  constructor(options: HealthReporterOptions) {
    const { client, cache } = options;
    this.#options = options;
    this.#events = new EventReader(options);
    this.#lookups = new Lookups({
      ...options,
      allIngresses: () => cache.children.Ingress.values(),
    });
    this.#statuses = new StatusWriter(client);
  }

  async report(
    rollout: Rollout,
    refusals: readonly Refusal[],
  ): Promise<HealthReport> {
    const key = keyOf(rollout.metadata.namespace, rollout.metadata.name);
    const { observed, readAgainAt } = await this.#look(key, rollout, refusals);
    const summary = await this.#summarize(key, rollout, observed);
    const stored = await this.#statuses.write(rollout, summary.status);
    const { uid } = rollout.metadata;
    this.#memories.set(key, { uid, memory: summary.memory });
    if (stored) {
      this.#options.cache.putRollout(stored);
    }
    return {
      status: summary.status,
      isNews: stored !== undefined,
      // The cache has the edit by our answer, so the watch's word of it is no news.
      lookAgainAt:
        stored && isEdited(rollout, stored)
          ? this.#options.clock.now()
          : earliest(summary.lookAgainAt, readAgainAt),
    };
  }

  /** Forgets a rollout that is gone. */
  forget(key: string): void {
    this.#events.forget(key);
    this.#lookups.forget(key);
    this.#statuses.forget(key);
    this.#memories.delete(key);
  }

  /** One made anew under the same name has no past. */
  #recall(key: string, { metadata }: Rollout): Memory | undefined {
    const remembered = this.#memories.get(key);
    return remembered?.uid === metadata.uid ? remembered?.memory : undefined;
  }

  async #look(
    key: string,
    rollout: Rollout,
    refusals: readonly Refusal[],
  ): Promise<{ observed: Observed; readAgainAt: number | undefined }> {
    const { namespace } = rollout.metadata;
    const seen = this.#observe(key, rollout, refusals);
    const stuck = findStuckObjects(seen);
    const read = await this.#events.read(key, namespace, stuck);
    const found = await this.#lookups.find(key, rollout, seen);
    return {
      observed: { ...seen, ...found.facts, events: read.events },
      readAgainAt: earliest(read.readAgainAt, found.readAgainAt),
    };
  }

  #observe(
    key: string,
    { metadata }: Rollout,
    refusals: readonly Refusal[],
  ): Observed {
    const { children, jobs, pods, replicaSets } = this.#options.cache;
    const { namespace, name } = metadata;
    return {
      deployment: children.Deployment.get(namespace, name),
      replicaSets: replicaSets.ofRollout(key),
      pods: pods.ofRollout(key),
      services: children.Service.ofRollout(key),
      ingresses: children.Ingress.ofRollout(key),
      claims: children.PersistentVolumeClaim.ofRollout(key),
      autoscaler: children.HorizontalPodAutoscaler.get(namespace, name),
      cronJobs: children.CronJob.ofRollout(key),
      runs: jobs.ofRollout(key),
      events: [],
      refusals,
    };
  }

  async #summarize(
    key: string,
    rollout: Rollout,
    observed: Observed,
  ): Promise<Summary> {
    const { client, clock, cluster, onDenied } = this.#options;
    const context = {
      rollout,
      now: clock.now(),
      memory: this.#recall(key, rollout),
      ...(cluster !== undefined && { cluster }),
    };
    const summary = summarize({ ...context, observed });
    if (!wantsFreeRoom(summary.status)) {
      return summary;
    }
    const find = () => findFreeRoom(client);
    const largestFree = await readIfPermitted(find, onDenied);
    return summarize({ ...context, observed: { ...observed, largestFree } });
  }
}

/** The first of some moments, of which each may be absent. */
function earliest(
  ...moments: readonly (number | undefined)[]
): number | undefined {
  const known = moments.flatMap(at => at ?? []);
  return known.length > 0 ? Math.min(...known) : undefined;
}
