export { rolloutSpec as rolloutSpecSchema } from './spec';
export { rolloutStatus as rolloutStatusSchema } from './status';
export { rollout as rolloutSchema } from './rollout';
