export type { EventSubject, Happening } from './EventCorrelator';
export { EventRecorder } from './EventRecorder';
export type {
  EventRecorderOptions,
  RecorderEvents,
  RecorderObserver,
} from './EventRecorder';
