export * from './ManualClock';
export * from './objects';
export * from './useKube';
export * from './WatchLog';
