import type { ApplyObserver } from '../apply/ApplyObserver';
import { Counter } from '../engine/metrics';
import type { Registry } from '../engine/metrics';

/** Counts what becomes of children. */
export function measureApplies(registry: Registry): ApplyObserver {
  const byKind = (name: string, help: string) => {
    const counter = new Counter({ name, help, labels: ['kind'] });
    registry.add(counter);
    return ({ kind }: { readonly kind: string }) => counter.add({ kind });
  };
  const applies = registry.add(
    new Counter({
      name: 'oneclick_ssa_total',
      help: 'Children that were not as they should be, by what came of writing them',
      labels: ['kind', 'result'],
    }),
  );
  return {
    applied: ({ kind, how }) => applies.add({ kind, result: how }),
    refused: ({ kind }) => applies.add({ kind, result: 'refused' }),
    outdated: ({ kind }) => applies.add({ kind, result: 'outdated' }),
    pruned: byKind('oneclick_pruned_total', 'Children that were deleted'),
    normaliserGap: byKind(
      'oneclick_normaliser_gap_total',
      'Children that the API server stores in a form we do not know',
    ),
    contested: byKind(
      'oneclick_contested_total',
      'Children that somebody else keeps changing back',
    ),
  };
}
