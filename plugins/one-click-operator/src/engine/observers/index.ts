export { Observers } from './Observers';
export type { Observer } from './Observers';
