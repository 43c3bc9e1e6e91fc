import { Counter, Gauge } from './Registry';
import type { Registry } from './Registry';

/** What is counted of a picture of the cluster. */
export interface CacheMetrics {
  /** A key was put off, since its own last write is not to be seen yet. */
  staleSkip(controller: string): void;
  /** A list showed what no watch had told. */
  miss(kind: string): void;
  /** Has the numbers of objects asked for, by kind, at each scrape. */
  watchSizes(
    sizes: () => Iterable<readonly [kind: string, size: number]>,
  ): void;
}

/** Counts around the cache; nothing here knows what kinds there are. */
export function measureCache(registry: Registry): CacheMetrics {
  const skips = registry.add(
    new Counter({
      name: 'stale_sync_skips_total',
      help: 'Reconciles put off until their own last write is to be seen',
      labels: ['controller'],
    }),
  );
  const misses = registry.add(
    new Counter({
      name: 'oneclick_cache_misses_total',
      help: 'Changes that a list showed and no watch had told',
      labels: ['kind'],
    }),
  );
  return {
    staleSkip: controller => skips.add({ controller }),
    miss: kind => misses.add({ kind }),
    watchSizes: sizes => {
      const gauge = new Gauge({
        name: 'oneclick_cache_objects',
        help: 'Objects that are known',
        labels: ['kind'],
        measure: it => {
          for (const [kind, size] of sizes()) {
            it.set({ kind }, size);
          }
        },
      });
      registry.add(gauge);
    },
  };
}
