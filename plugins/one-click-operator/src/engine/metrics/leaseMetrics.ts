import type { LeaseObserver } from '../lease';
import { Counter, Gauge } from './Registry';
import type { Registry } from './Registry';

/** Says whether this process leads, under client-go's names. */
export function measureLease(registry: Registry, name: string): LeaseObserver {
  const status = registry.add(
    new Gauge({
      name: 'leader_election_master_status',
      help: 'Whether this process holds the lease: 1 or 0',
      labels: ['name'],
    }),
  );
  const slow = registry.add(
    new Counter({
      name: 'leader_election_slowpath_total',
      help: 'Renewals that had to read the lease first',
      labels: ['name'],
    }),
  );
  const failures = registry.add(
    new Counter({
      name: 'oneclick_leader_election_failures_total',
      help: 'Attempts to hold the lease that were not answered',
      labels: ['name'],
    }),
  );
  status.set({ name }, 0);
  slow.add({ name }, 0);
  failures.add({ name }, 0);
  return {
    leading: ({ isLeading }) => status.set({ name }, isLeading ? 1 : 0),
    slowPath: () => slow.add({ name }),
    failed: () => failures.add({ name }),
  };
}
