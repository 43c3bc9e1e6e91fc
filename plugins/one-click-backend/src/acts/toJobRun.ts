import type { JobRun } from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';
import { INSTANTIATE_ANNOTATION } from './buildRun';
import type { Job } from './buildRun';

/** A run of a job as answers tell it. */
export function toJobRun(run: Job, job: string): JobRun {
  const { metadata, status } = run;
  const failed = conditionOf(run, 'Failed');
  const end = conditionOf(run, 'Complete') ?? failed;
  return {
    name: metadata?.name ?? '',
    job,
    state: stateOf(run),
    manual: metadata?.annotations?.[INSTANTIATE_ANNOTATION] === 'manual',
    createdAt: toInstant(metadata?.creationTimestamp),
    startedAt: toInstant(status?.startTime),
    finishedAt: toInstant(end?.lastTransitionTime),
    failures: status?.failed ?? 0,
    message: failed?.message,
  };
}

/** Whether a run has come to an end, good or bad. */
export function isOver(run: Job): boolean {
  return ['succeeded', 'failed'].includes(stateOf(run));
}

function stateOf(run: Job): JobRun['state'] {
  if (conditionOf(run, 'Complete')) {
    return 'succeeded';
  }
  if (conditionOf(run, 'Failed')) {
    return 'failed';
  }
  return run.status?.startTime ? 'running' : 'waiting';
}

function conditionOf({ status }: Job, type: string) {
  return status?.conditions?.find(
    each => each.type === type && each.status === 'True',
  );
}

/** Kubernetes leaves milliseconds out. */
function toInstant(value: Date | string | undefined): Instant | undefined {
  return value === undefined ? undefined : new Date(value).toISOString();
}
