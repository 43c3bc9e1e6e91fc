/** The states the operator writes, worst first. */
export const OPERATOR_STATES = [
  'Down',
  'Blocked',
  'UpdateFailed',
  'Degraded',
  'RollingOut',
  'Starting',
  'Paused',
  'Healthy',
] as const;

/** One of the states the operator writes. */
export type OperatorState = (typeof OPERATOR_STATES)[number];

/** How the runs of a scheduled job go; one that has not run yet has none. */
export const JOB_STATES = [
  'Suspended',
  'Missed',
  'Failed',
  'Succeeded',
] as const;

/** One of the states of a scheduled job. */
export type JobState = (typeof JOB_STATES)[number];

/** The states the backend lays over the operator's. */
export const OVERLAY_STATES = [
  'WaitingToApply',
  'Unknown',
  'InTheBin',
] as const;

/** One of the states the backend lays over the operator's. */
export type OverlayState = (typeof OVERLAY_STATES)[number];

/** One of the states a page may show. */
export type RolloutState = OperatorState | OverlayState;

/** Every state a page may show, worst first: the order of all lists. */
export const ROLLOUT_STATES = [
  'Down',
  'Blocked',
  'UpdateFailed',
  'Degraded',
  'RollingOut',
  'Starting',
  'WaitingToApply',
  'Unknown',
  'Paused',
  'InTheBin',
  'Healthy',
] as const satisfies readonly RolloutState[];

/** Compares two states for a sort that puts the worst first. */
export function compareStates(left: RolloutState, right: RolloutState): number {
  return ROLLOUT_STATES.indexOf(left) - ROLLOUT_STATES.indexOf(right);
}

/** The English label of each state; pages translate from the state itself. */
export const STATE_LABELS: Readonly<Record<RolloutState, string>> = {
  Down: 'Down',
  Blocked: 'Blocked',
  UpdateFailed: 'Update failed',
  Degraded: 'Degraded',
  RollingOut: 'Rolling out',
  Starting: 'Starting',
  WaitingToApply: 'Waiting to apply',
  Unknown: 'Unknown',
  Paused: 'Paused',
  InTheBin: 'In the bin',
  Healthy: 'Healthy',
};
