export * from './ManualClock';
export * from './ScriptedWatch';
export * from './WatchLog';
export * from './objects';
export * from './useKube';
