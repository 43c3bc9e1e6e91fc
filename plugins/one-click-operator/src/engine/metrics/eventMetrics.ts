import type { RecorderObserver } from '../events';
import { Counter } from './Registry';
import type { Registry } from './Registry';

/** Counts what became of Kubernetes events. */
export function measureEvents(registry: Registry): RecorderObserver {
  const events = registry.add(
    new Counter({
      name: 'oneclick_events_total',
      help: 'Kubernetes events by what became of them',
      labels: ['result'],
    }),
  );
  const results = ['created', 'counted', 'queueFull', 'tooMany'] as const;
  results.forEach(result => events.add({ result }, 0));
  return {
    written: ({ how }) => events.add({ result: how }),
    dropped: ({ why }) => events.add({ result: why }),
  };
}
