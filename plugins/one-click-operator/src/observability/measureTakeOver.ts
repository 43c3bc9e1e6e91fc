import { Counter } from '../engine/metrics';
import type { Registry } from '../engine/metrics';
import type { TakeOverObserver } from '../takeover';

/** Counts what is taken over from the operator that was there before. */
export function measureTakeOver(registry: Registry): TakeOverObserver {
  const takenOver = registry.add(
    new Counter({
      name: 'oneclick_taken_over_total',
      help: 'Writes by which children were taken over from the Go operator',
      labels: ['kind'],
    }),
  );
  return { onTakenOver: kind => takenOver.add({ kind }) };
}
