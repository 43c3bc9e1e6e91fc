export { monotonicClock } from './MonotonicClock';
export type { MonotonicClock } from './MonotonicClock';
