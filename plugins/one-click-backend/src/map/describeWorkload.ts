import type { NodeLevel } from '@one-click/backstage-plugin-one-click-common';
import { REVISION_ANNOTATION } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  OperatorState,
  Rollout,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toText } from '../live/objects';
import type { CronJob, Deployment, Job, ReplicaSet } from '../live/objects';
import { aState, conditionOf, isGoing } from './NodeState';
import type { NodeState } from './NodeState';

const LEVELS: Readonly<Record<OperatorState, NodeLevel>> = {
  Down: 'error',
  Blocked: 'error',
  UpdateFailed: 'warning',
  Degraded: 'warning',
  RollingOut: 'moving',
  Starting: 'moving',
  Paused: 'off',
  Healthy: 'ok',
};

/** How a rollout is, in the operator's own word. */
export function describeRollout(rollout: Rollout): NodeState {
  const { state, wantedReplicas, readyReplicas } = rollout.status ?? {};
  const { metadata } = rollout;
  const facts = {
    wanted: wantedReplicas,
    ready: readyReplicas,
    revision: metadata.annotations?.[REVISION_ANNOTATION],
  };
  if (metadata.deletionTimestamp !== undefined) {
    return aState('moving', 'Terminating', facts);
  }
  return state === undefined
    ? aState('unknown', 'Unknown', facts)
    : aState(LEVELS[state], state, facts);
}

/** How far a Deployment is from what it wants. */
export function describeDeployment(deployment: Deployment): NodeState {
  const { metadata, status } = deployment;
  const facts = countInstances(deployment);
  const { ready, updated, wanted } = facts;
  if (isGoing(deployment)) {
    return aState('moving', 'Terminating', facts);
  }
  if (conditionOf(status?.conditions, 'Progressing', 'False')) {
    return aState(ready > 0 ? 'warning' : 'error', 'Stuck', facts);
  }
  const isSeen =
    (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  if (!isSeen || updated < wanted || ready < wanted) {
    return aState('moving', 'RollingOut', facts);
  }
  return wanted === 0
    ? aState('off', 'ScaledToZero', facts)
    : aState('ok', 'Ready', facts);
}

function countInstances({ metadata, spec, status }: Deployment) {
  return {
    wanted: spec?.replicas ?? 1,
    ready: status?.readyReplicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    revision: metadata?.annotations?.[REVISION_ANNOTATION],
  };
}

/** How many pods of a ReplicaSet there are; an old one wants none. */
export function describeReplicaSet(set: ReplicaSet): NodeState {
  const { metadata, spec, status } = set;
  const wanted = spec?.replicas ?? 1;
  const ready = status?.readyReplicas ?? 0;
  const revision = metadata?.annotations?.[REVISION_ANNOTATION];
  const facts = { wanted, ready, revision };
  if (wanted === 0) {
    return (status?.replicas ?? 0) > 0
      ? aState('moving', 'ScalingDown', facts)
      : aState('off', 'Old', facts);
  }
  return ready < wanted
    ? aState('moving', 'Starting', facts)
    : aState('ok', 'Ready', facts);
}

/** When a CronJob runs, and whether it does. */
export function describeCronJob({ spec, status }: CronJob): NodeState {
  const active = status?.active?.length ?? 0;
  const facts = {
    schedule: spec?.schedule,
    timeZone: spec?.timeZone,
    active,
    lastRun: toText(status?.lastScheduleTime),
  };
  if (active > 0) {
    return aState('moving', 'Running', facts);
  }
  return spec?.suspend === true
    ? aState('off', 'Suspended', facts)
    : aState('ok', 'Scheduled', facts);
}

/** What became of a run. */
export function describeJob(job: Job): NodeState {
  const { spec, status } = job;
  const facts = {
    succeeded: status?.succeeded ?? 0,
    failed: status?.failed ?? 0,
    startedAt: toText(status?.startTime),
    endedAt: toText(status?.completionTime),
  };
  const failure = conditionOf(status?.conditions, 'Failed');
  if (failure) {
    return aState('error', 'Failed', { ...facts, reason: failure.reason });
  }
  if (isGoing(job)) {
    return aState('moving', 'Terminating', facts);
  }
  if (conditionOf(status?.conditions, 'Complete')) {
    return aState('ok', 'Succeeded', facts);
  }
  return spec?.suspend === true
    ? aState('off', 'Suspended', facts)
    : aState('moving', 'Running', facts);
}
