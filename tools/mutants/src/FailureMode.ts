/** Parts of the operator that fail in ways of their own. */
export type FailureArea =
  | 'Watching and listing'
  | 'Queue and controller'
  | 'Consistency of the cache'
  | 'Server-side apply'
  | 'Status, conditions and events'
  | 'Leader election and life cycle'
  | 'Scale and endurance';

/** A way in which things go wrong that the operator has to get through. */
export interface FailureMode {
  /** 1 to 33; tests and mutants name it. */
  readonly mode: number;
  readonly area: FailureArea;
  readonly title: string;
  /** What proves it besides tests that a mutant turns red. */
  readonly alsoProvedBy?: string;
}
