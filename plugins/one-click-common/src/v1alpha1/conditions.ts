import type { Rollout } from './rollout';
import type { OperatorState } from './states';
import type { Condition } from './types';

/**
 * The condition types of a Rollout, as kstatus and `kubectl wait` read them:
 * it is as asked for; work is under way; a person must act before it goes on.
 */
export const CONDITION_TYPES = ['Ready', 'Reconciling', 'Stalled'] as const;

/** One of the condition types of a Rollout. */
export type ConditionType = (typeof CONDITION_TYPES)[number];

/** What the three conditions say in one state. */
export interface ConditionsOfState {
  readonly ready: boolean;
  readonly reconciling: boolean;
  readonly stalled: boolean;
}

/** What the three conditions say in each state; the reason of Ready is the state, or its chief cause. */
export const CONDITIONS_OF_STATE: Readonly<
  Record<OperatorState, ConditionsOfState>
> = {
  Down: { ready: false, reconciling: false, stalled: true },
  Blocked: { ready: false, reconciling: false, stalled: true },
  UpdateFailed: { ready: false, reconciling: false, stalled: true },
  Degraded: { ready: false, reconciling: false, stalled: false },
  RollingOut: { ready: false, reconciling: true, stalled: false },
  Starting: { ready: false, reconciling: true, stalled: false },
  Paused: { ready: true, reconciling: false, stalled: false },
  Healthy: { ready: true, reconciling: false, stalled: false },
};

type WithStatus = Pick<Rollout, 'status'>;

/** The condition of one type, if the operator has written it. */
export function findCondition(
  rollout: WithStatus,
  type: ConditionType,
): Condition | undefined {
  return rollout.status?.conditions?.find(each => each.type === type);
}

/** Whether the operator has looked at the newest spec. */
export function isObserved(
  rollout: Pick<Rollout, 'metadata' | 'status'>,
): boolean {
  const { generation } = rollout.metadata;
  return (
    generation !== undefined &&
    rollout.status?.observedGeneration === generation
  );
}

/** Whether the newest spec runs as asked for. */
export function isReady(
  rollout: Pick<Rollout, 'metadata' | 'status'>,
): boolean {
  return (
    isObserved(rollout) && findCondition(rollout, 'Ready')?.status === 'True'
  );
}

/** Whether the newest spec has reached an outcome, good or bad. */
export function isSettled(
  rollout: Pick<Rollout, 'metadata' | 'status'>,
): boolean {
  return (
    isObserved(rollout) &&
    findCondition(rollout, 'Reconciling')?.status !== 'True'
  );
}
