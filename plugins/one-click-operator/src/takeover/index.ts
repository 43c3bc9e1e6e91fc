export * from './buildWanted';
export * from './knownChildren';
export * from './originals';
export * from './TakeOver';
