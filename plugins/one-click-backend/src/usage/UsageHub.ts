import type {
  PodUsage,
  UsageSample,
} from '@one-click/backstage-plugin-one-click-common';
import { buildCause } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { KubeError } from '@one-click/backstage-plugin-one-click-kube';
import { toProblem } from '../health';
import { Listeners } from '../live/Listeners';
import type { Place } from '../live/LiveObjects';
import type { Lease, Shareable, SharedPool } from '../live/SharedPool';
import { toOutageProblem } from '../live/toProblems';
import { TruthTeller } from '../live/TruthTeller';
import type { RolloutPlace } from '../map/MapHub';
import type { NamespaceSampler, Sampled } from './NamespaceSampler';
import { findUsage } from './sumUsage';
import type { UsageRing } from './UsageRing';

export interface UsageHubOptions {
  readonly samplers: SharedPool<Place, NamespaceSampler>;
  readonly place: RolloutPlace;
  /** What is known from before. */
  readonly ring: UsageRing;
}

/** What is new about a rollout's use of resources. */
export interface UsageNews {
  readonly sample: UsageSample;
  readonly pods: readonly PodUsage[];
}

/** Keeps what one rollout uses, for all who look at it. */
export class UsageHub implements Shareable {
  readonly truth = new TruthTeller();
  readonly #options: UsageHubOptions;
  readonly #sampler: Lease<NamespaceSampler>;
  readonly #leave: () => void;
  readonly #listeners = new Listeners<[UsageNews]>();
  #pods: readonly PodUsage[] = [];
  #failingSince: number | undefined;

  constructor(options: UsageHubOptions) {
    this.#options = options;
    this.#sampler = options.samplers.acquire(options.place);
    this.#leave = this.#sampler.value.onSample(sampled => this.#take(sampled));
  }

  /** What each pod used when last asked. */
  get pods(): readonly PodUsage[] {
    return this.#pods;
  }

  get ring(): UsageRing {
    return this.#options.ring;
  }

  onNews(listener: (news: UsageNews) => void): () => void {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#leave();
    this.#sampler.release();
  }

  #take(sampled: Sampled): void {
    if ('cause' in sampled) {
      this.#failingSince ??= sampled.at;
      this.truth.set({
        state: 'away',
        problems: [this.#problemOf(sampled.cause, this.#failingSince)],
      });
      return;
    }
    const { place, ring } = this.#options;
    const pods = findUsage(sampled.pods, place.rollout);
    const sample = {
      at: new Date(sampled.at).toISOString(),
      cpu: pods.reduce((sum, { cpu }) => sum + cpu, 0),
      memory: pods.reduce((sum, { memory }) => sum + memory, 0),
      pods: pods.length,
    };
    this.#failingSince = undefined;
    this.#pods = pods;
    ring.add(sample);
    this.truth.set({ state: 'live', problems: [] });
    this.#listeners.tell({ sample, pods });
  }

  #problemOf(cause: Error | undefined, since: number) {
    const { cluster } = this.#options.place;
    // Without a metrics-server there is no such API; one that is ill answers 503.
    if (cause instanceof KubeError && [404, 503].includes(cause.status ?? 0)) {
      const message = `Cluster ${cluster} measures nothing: metrics.k8s.io, which metrics-server brings, does not answer`;
      return toProblem(buildCause('Other', { message }));
    }
    const kind = 'PodMetrics';
    return toOutageProblem({ cause, since }, { kind, cluster });
  }
}
