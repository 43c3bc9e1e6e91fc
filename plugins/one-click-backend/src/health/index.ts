export * from './overlay';
export * from './toHealth';
