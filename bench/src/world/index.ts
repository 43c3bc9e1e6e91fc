export {
  CHILDREN_A_ROLLOUT,
  childrenOf,
  nameFleet,
  namespacesOf,
  specOf,
} from './fleet';
export type { RolloutRef } from './fleet';
export { inParallel } from './inParallel';
export { buildProgram } from './OperatorProcess';
export type { OperatorProcess, RunOptions } from './OperatorProcess';
export { OPERATOR_USER, World } from './World';
