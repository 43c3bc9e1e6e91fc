import { Counter, Gauge } from './Registry';
import type { Registry } from './Registry';

/** What is counted of a picture of the cluster, and of what is written to it. */
export interface CacheMetrics {
  /** A key was put off, since its own last write is not to be seen yet. */
  staleSkip(controller: string): void;
  /** A list showed what no watch had told. */
  miss(kind: string): void;
  applied(
    kind: string,
    result: 'applied' | 'unchanged' | 'conflict' | 'error',
  ): void;
  /** Somebody else had changed what is ours. */
  drift(kind: string): void;
  /** What was applied still looked different, so that our normal form lacks something. */
  normaliserGap(kind: string): void;
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
  const byKind = (name: string, help: string) => {
    const counter = new Counter({ name, help, labels: ['kind'] });
    registry.add(counter);
    return (kind: string) => counter.add({ kind });
  };
  const applies = registry.add(
    new Counter({
      name: 'oneclick_ssa_total',
      help: 'Objects that were compared with what is wanted, and what came of it',
      labels: ['kind', 'result'],
    }),
  );
  return {
    staleSkip: controller => skips.add({ controller }),
    applied: (kind, result) => applies.add({ kind, result }),
    miss: byKind(
      'oneclick_cache_misses_total',
      'Changes that a list showed and no watch had told',
    ),
    drift: byKind(
      'oneclick_drift_total',
      'Objects in which somebody else had changed what is ours',
    ),
    normaliserGap: byKind(
      'oneclick_normaliser_gap_total',
      'Objects that still looked different after they were applied',
    ),
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
