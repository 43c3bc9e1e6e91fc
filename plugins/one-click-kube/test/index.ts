export * from './objects';
export * from './useKube';
