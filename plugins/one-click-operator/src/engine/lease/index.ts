export { ClusterLeaseStore } from './ClusterLeaseStore';
export type { LeaseClient } from './ClusterLeaseStore';
export { describeLeaseProblem } from './describeLeaseProblem';
export { fencedClient } from './fencedClient';
export { LeaderElector } from './LeaderElector';
export type {
  LeaderElectorOptions,
  LeaseEvents,
  LeaseObserver,
} from './LeaderElector';
export { alwaysLeader, NotLeaderError } from './LeaderGuard';
export type { LeaderGuard } from './LeaderGuard';
export { LeaseReporter } from './LeaseReporter';
export type { LeaseReporterOptions } from './LeaseReporter';
export type {
  LeaseClaim,
  LeaseRecord,
  LeaseRef,
  LeaseStore,
} from './LeaseStore';
