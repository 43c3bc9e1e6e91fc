export { wantsIngressClasses } from './addressCauses';
export { findTlsSecrets } from './certificateCauses';
export * from './Observed';
export { findStuckObjects } from './stuck';
export type { StuckObject } from './stuck';
export { summarize, wantsFreeRoom } from './summarize';
export type { Memory, SummarizeOptions, Summary } from './summarize';
export { findFailedRuns } from './runs';
export type { FailedRun } from './runs';
