export { Controller } from './Controller';
export type { ControllerOptions, StopOptions } from './Controller';
export type {
  ControllerEvents,
  ControllerObserver,
  ControllerStats,
  ReconcileResult,
} from './ControllerObserver';
export {
  classifyError,
  ControllerStoppedError,
  ReconcileDeadlineError,
  TerminalError,
} from './errors';
export type { ErrorHandling, ErrorKind } from './errors';
export type { LookResult, Reconcile } from './Reconciliation';
export { TimeSlice } from './TimeSlice';
export type { TimeSliceOptions } from './TimeSlice';
