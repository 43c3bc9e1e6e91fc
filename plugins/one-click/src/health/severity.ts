import { ROLLOUT_STATES } from '@one-click/backstage-plugin-one-click-common';
import type {
  RolloutState,
  RolloutSummary,
} from '@one-click/backstage-plugin-one-click-common';

/** States that a person has to do something about. */
export const PROBLEM_STATES: readonly RolloutState[] = [
  'Down',
  'Blocked',
  'UpdateFailed',
  'Degraded',
];

/** Whether a rollout is one that a person has to do something about. */
export function needsAttention({ health }: RolloutSummary): boolean {
  return PROBLEM_STATES.includes(health.state);
}

/** Sorts rollouts worst first, then by the latest change. */
export function bySeverity(a: RolloutSummary, b: RolloutSummary): number {
  const rank =
    ROLLOUT_STATES.indexOf(a.health.state) -
    ROLLOUT_STATES.indexOf(b.health.state);
  return rank || b.lastChange.at.localeCompare(a.lastChange.at);
}
