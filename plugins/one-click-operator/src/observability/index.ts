export { measureApplies } from './measureApplies';
export { measureTakeOver } from './measureTakeOver';
