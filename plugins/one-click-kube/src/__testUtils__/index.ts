export * from './objects';
export * from './useCluster';
