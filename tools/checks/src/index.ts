export { runSuites } from './suite';
export type { Suite, Tally } from './suite';
