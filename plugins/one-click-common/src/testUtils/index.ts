export * from './rollouts';
