export { WorkQueue } from './WorkQueue';
export type { WorkQueueOptions } from './WorkQueue';
export type { Priority } from './Priority';
export type { QueueEvents, QueueObserver, QueueStats } from './QueueObserver';
export { DEFAULT_RETRY } from './RetryDelays';
export type { RetryLimits } from './RetryDelays';
