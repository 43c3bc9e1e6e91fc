export type { Watch, WatchHandlers, WatchOptions } from './Watch';
