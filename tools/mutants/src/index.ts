export type { FailureMode } from './FailureMode';
export type { Mutant } from './Mutant';
export { MODES } from './modes';
export { MUTANTS } from './mutants';
