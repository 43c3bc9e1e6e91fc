export * from './GuardRails';
export * from './checkGuardRails';
export * from './imageHome';
export * from './toGuardRails';
