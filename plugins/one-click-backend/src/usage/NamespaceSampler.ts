import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  Clock,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import type { Place } from '../live/LiveObjects';
import { Listeners } from '../live/Listeners';
import type { Shareable } from '../live/SharedPool';
import type { PodMetrics } from './sumUsage';
import { SAMPLE_MS } from './UsageRing';

/** A sample that takes longer is of no use: the next one is due. */
const TIMEOUT_MS = 10_000;

/** What one look at a namespace gave. */
export type Sampled =
  | { readonly pods: readonly PodMetrics[]; readonly at: number }
  | { readonly cause: Error | undefined; readonly at: number };

export interface NamespaceSamplerOptions {
  readonly place: Place;
  readonly client: () => KubeClient | undefined;
  readonly clock: Clock;
}

/** Asks every 15 s what the pods of a namespace use, once for all who look. */
export class NamespaceSampler implements Shareable {
  readonly #options: NamespaceSamplerOptions;
  readonly #listeners = new Listeners<[Sampled]>();
  readonly #closed = new AbortController();
  #cancel: () => void = () => {};

  static open(options: NamespaceSamplerOptions): NamespaceSampler {
    const sampler = new NamespaceSampler(options);
    sampler.#cancel = options.clock.schedule(() => sampler.#sample(), 0);
    return sampler;
  }

  private constructor(options: NamespaceSamplerOptions) {
    this.#options = options;
  }

  onSample(listener: (sampled: Sampled) => void): () => void {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#closed.abort();
    this.#cancel();
  }

  async #sample(): Promise<void> {
    const { clock } = this.#options;
    const startedAt = clock.now();
    const sampled = await this.#ask(startedAt);
    if (this.#closed.signal.aborted) {
      return;
    }
    this.#listeners.tell(sampled);
    const pause = Math.max(0, startedAt + SAMPLE_MS - clock.now());
    this.#cancel = clock.schedule(() => this.#sample(), pause);
  }

  async #ask(at: number): Promise<Sampled> {
    const { client, place } = this.#options;
    try {
      const { namespace } = place;
      const page = await client()?.list(resources.podMetrics, {
        namespace,
        timeoutMs: TIMEOUT_MS,
        signal: this.#closed.signal,
      });
      return page ? { pods: page.items, at } : { cause: undefined, at };
    } catch (cause) {
      return { cause: cause instanceof Error ? cause : undefined, at };
    }
  }
}
