export { sleep, systemClock } from './Clock';
export type { Clock } from './Clock';
