export type { Watch, WatchHandlers, WatchOptions } from './Watch';
export type { WatchObserver, WatchRestartReason } from './WatchObserver';
