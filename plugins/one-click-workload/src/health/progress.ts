import type { V1Deployment } from '@kubernetes/client-node';
import type {
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { deadlineOf, isPastDeadline } from './deploymentCauses';
import type { Figures } from './figures';
import type { Instances } from './instances';
import { toMillis } from './moments';

/** Where a rollout stands on its way to its newest spec. */
export interface Progress {
  /** Something is on its way and within its time. */
  readonly moving: boolean;
  /** Starting or rolling out takes longer than it may. */
  readonly overdue: boolean;
  /** When it becomes overdue, where only we count; epoch milliseconds. */
  readonly overdueAt: number | undefined;
}

/** What progress is judged by. */
export interface ProgressFacts {
  readonly rollout: Rollout;
  readonly deployment: V1Deployment | undefined;
  readonly instances: Instances;
  readonly figures: Figures;
  readonly previous: RolloutStatus | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

const UNDER_WAY: ReadonlySet<string | undefined> = new Set([
  'NewReplicaSetCreated',
  'FoundNewReplicaSet',
  'ReplicaSetUpdated',
]);

const MOVING: ReadonlySet<string | undefined> = new Set([
  undefined,
  'Starting',
  'RollingOut',
  'Paused',
]);

function isUnderWay(deployment: V1Deployment | undefined): boolean {
  return (deployment?.status?.conditions ?? []).some(
    ({ type, status, reason }) =>
      type === 'Progressing' && status === 'True' && UNDER_WAY.has(reason),
  );
}

/** Kubernetes times updates only. A start at a known revision, after a pause say, is for us to time. */
function ownDeadline(facts: ProgressFacts): number | undefined {
  const { deployment, previous } = facts;
  const isTimed =
    previous?.state === 'Starting' || previous?.state === 'RollingOut';
  const since = toMillis(previous?.stateSince);
  if (!isTimed || since === undefined || isUnderWay(deployment)) {
    return undefined;
  }
  return since + deadlineOf(deployment) * 1000;
}

function isChanged({ rollout, figures, previous }: ProgressFacts): boolean {
  return (
    previous?.observedGeneration !== rollout.metadata.generation ||
    figures.wanted > (previous?.wantedReplicas ?? 0)
  );
}

/** Judges where a rollout stands on its way. */
export function judgeProgress(facts: ProgressFacts): Progress {
  const { deployment, instances, previous, now } = facts;
  const changed = isChanged(facts);
  const deadline = changed ? undefined : ownDeadline(facts);
  const overdue =
    (!instances.stale && isPastDeadline(deployment)) ||
    (deadline !== undefined && now >= deadline);
  const isOnItsWay =
    instances.stale ||
    changed ||
    isUnderWay(deployment) ||
    MOVING.has(previous?.state);
  return {
    moving: isOnItsWay && !overdue,
    overdue,
    overdueAt: overdue ? undefined : deadline,
  };
}
