export { Lookups } from './Lookups';
export type { Found, LookupsOptions } from './Lookups';
