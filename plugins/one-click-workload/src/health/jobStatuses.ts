import type { V1CronJob } from '@kubernetes/client-node';
import {
  cronJobName,
  steppedCount,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  CauseLink,
  Job,
  JobState,
  JobStatus,
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { countTimes, isOnTime, nextTime } from './cronTimes';
import type { Timetable } from './cronTimes';
import { toMillis, toTimestamp } from './moments';
import type { Observed } from './Observed';
import { aProblem, within } from './Problem';
import type { Problem } from './Problem';
import { exitCodeOf, findRuns, lastEnded } from './runs';
import type { Run } from './runs';

/** Kubernetes starts a run within moments; so long after its time it is not coming. */
export const MISSED_GRACE_MS = 120_000;

interface JobContext {
  readonly rollout: Rollout;
  readonly observed: Observed;
  readonly previous: RolloutStatus | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

interface JobView extends JobContext {
  readonly job: Job;
  readonly cronJob: V1CronJob | undefined;
  readonly suspended: boolean;
  readonly runs: readonly Run[];
  readonly active: number;
  /** Epoch milliseconds. */
  readonly lastRun: number | undefined;
}

/** By the name it has here, or by the one it had under the Go operator. */
function cronJobOf(
  { rollout, observed }: JobContext,
  { name }: Job,
): V1CronJob | undefined {
  const find = (wanted: string) =>
    observed.cronJobs?.find(({ metadata }) => metadata?.name === wanted);
  return find(cronJobName(rollout.metadata.name, name)) ?? find(name);
}

function viewJob(context: JobContext, job: Job): JobView {
  const { rollout, observed } = context;
  const cronJob = cronJobOf(context, job);
  const runs = findRuns(observed, job.name);
  const moments = [
    toMillis(cronJob?.status?.lastScheduleTime),
    runs[0]?.startedAt,
  ].flatMap(each => each ?? []);
  return {
    ...context,
    job,
    cronJob,
    suspended: rollout.spec.suspend === true || job.suspend === true,
    runs,
    active: observed.runs
      ? runs.filter(({ end }) => end === undefined).length
      : cronJob?.status?.active?.length ?? 0,
    lastRun: moments.length > 0 ? Math.max(...moments) : undefined,
  };
}

function timetableOf({ schedule, timeZone }: Job): Timetable {
  return { schedule, timeZone };
}

function lastTold({ previous, job }: JobView): JobStatus | undefined {
  return previous?.jobs?.find(({ name }) => name === job.name);
}

/** Without a zone given, the last run shows whether the cluster's clock is the one we think. */
function isZoneKnown({ job, cronJob }: JobView): boolean {
  const last = toMillis(cronJob?.status?.lastScheduleTime);
  return (
    job.timeZone !== undefined ||
    last === undefined ||
    isOnTime(timetableOf(job), last)
  );
}

/**
 * When a run is due. What was told stays until a run comes, so that nothing is
 * written while nothing happens; a moment gone by is one that was missed.
 */
function dueAt(view: JobView): number | undefined {
  const { job, suspended, lastRun, now, cronJob } = view;
  if (suspended || !cronJob) {
    return undefined;
  }
  const told = lastTold(view);
  const due = toMillis(told?.nextRun);
  const hasRun = lastRun !== undefined && due !== undefined && lastRun >= due;
  const stands =
    due !== undefined &&
    told?.schedule === job.schedule &&
    isOnTime(timetableOf(job), due) &&
    !hasRun;
  if (stands) {
    return due;
  }
  return isZoneKnown(view) ? nextTime(timetableOf(job), now) : undefined;
}

function whyMissed({ job, active }: JobView): string {
  return active > 0 && job.concurrencyPolicy === 'Forbid'
    ? 'its last run is not over'
    : 'the cluster did not start it';
}

function missedProblem(
  view: JobView,
  due: number | undefined,
): Problem | undefined {
  const { job, now } = view;
  const to = now - MISSED_GRACE_MS;
  if (due === undefined || due > to || !isZoneKnown(view)) {
    return undefined;
  }
  const count = countTimes(timetableOf(job), { from: due, to });
  return aProblem('JobMissed', {
    job: job.name,
    count: steppedCount(Math.max(count, 1)),
    why: whyMissed(view),
  });
}

const DEADLINE = 'DeadlineExceeded';

function failedProblem(view: JobView): Problem | undefined {
  const { job, runs, observed } = view;
  const last = lastEnded(runs);
  if (last?.end !== 'bad') {
    return undefined;
  }
  const code =
    last.reason === DEADLINE
      ? 'none, it took too long'
      : exitCodeOf(last, observed.runPods) ?? 'not known';
  const count = Math.max(last.failures, 1);
  const problem = aProblem('JobFailed', { job: job.name, count, code });
  return within([{ kind: 'Job', name: last.name }], problem);
}

function stateOf(
  { suspended, active, runs, cronJob }: JobView,
  cause: Problem | undefined,
): JobState | undefined {
  if (active > 0) {
    return 'Running';
  }
  if (suspended) {
    return 'Suspended';
  }
  if (cause) {
    return cause.cause.id === 'JobMissed' ? 'Missed' : 'Failed';
  }
  const isGood =
    lastEnded(runs)?.end === 'good' ||
    cronJob?.status?.lastSuccessfulTime !== undefined;
  return isGood ? 'Succeeded' : undefined;
}

function moment<K extends string>(key: K, millis: number | undefined) {
  return (
    millis !== undefined &&
    ({ [key]: toTimestamp(millis) } as { readonly [P in K]: string })
  );
}

function toJobStatus(view: JobView): JobStatus {
  const { job, suspended, active, lastRun, cronJob } = view;
  const due = dueAt(view);
  const problem = missedProblem(view, due) ?? failedProblem(view);
  const state = stateOf(view, problem);
  const chain: CauseLink[] = [
    { kind: 'CronJob', name: cronJob?.metadata?.name ?? '' },
  ];
  return {
    name: job.name,
    schedule: job.schedule,
    suspended,
    ...(state && { state }),
    active,
    ...moment('lastRun', lastRun),
    ...moment('lastSuccess', toMillis(cronJob?.status?.lastSuccessfulTime)),
    ...moment('nextRun', due),
    ...(problem && { cause: within(chain, problem).cause }),
  };
}

/** How the scheduled jobs of a rollout fare, sorted by name. */
export function toJobStatuses(context: JobContext): JobStatus[] {
  return [...(context.rollout.spec.cronjobs ?? [])]
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(job => toJobStatus(viewJob(context, job)));
}

/** When the passing of time alone may say more of a job: it turns out to be missed. Epoch milliseconds. */
export function missedMoments({ jobs = [] }: Pick<RolloutStatus, 'jobs'>) {
  return jobs
    .flatMap(({ nextRun }) => toMillis(nextRun) ?? [])
    .map(due => due + MISSED_GRACE_MS);
}
