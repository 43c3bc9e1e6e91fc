export * from './names';
export * from './quantity';
export * from './rollout';
export * from './states';
export * from './types';
