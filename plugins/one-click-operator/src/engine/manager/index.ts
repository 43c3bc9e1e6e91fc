export { Lifecycle } from './Lifecycle';
export type {
  Caches,
  Election,
  Ending,
  LifecycleLog,
  LifecycleOptions,
  Phase,
  ProbeChecks,
  Workers,
} from './Lifecycle';
export { listenForStop } from './listenForStop';
export type { StopSources } from './listenForStop';
