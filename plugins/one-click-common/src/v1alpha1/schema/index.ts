export * from './changes';
export * from './parse';
export { rollout as rolloutSchema } from './rollout';
export { rolloutSpec as rolloutSpecSchema } from './spec';
export { rolloutStatus as rolloutStatusSchema } from './status';
export type { RolloutSpec, RolloutSpecInput } from '../types';
