export * from './collectGarbage';
export * from './HeapTrimmer';
