/** The states the operator writes, worst first. */
export const STATES = [
  'Down',
  'Blocked',
  'UpdateFailed',
  'Degraded',
  'RollingOut',
  'Starting',
  'Paused',
  'Healthy',
] as const;
