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
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { countTimes, isOnTime, nextTime } from './cronTimes';
import type { Timetable } from './cronTimes';
import { toMillis } from './moments';
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
  /** What the look before this one gave. */
  readonly known: KnownJobs;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** When jobs were seen to get another schedule, by name; what was due before then is not missed. */
export type KnownJobs = ReadonlyMap<string, KnownJob>;

interface KnownJob {
  readonly timetable: string;
  /** Epoch milliseconds; absent where it was never seen to change. */
  readonly changedAt?: number | undefined;
}

/** How the scheduled jobs of a rollout fare. */
export interface JobFindings {
  /** Sorted by name. */
  readonly statuses: readonly JobStatus[];
  /** When the passing of time alone may say more: a run turns out to be missed. Epoch milliseconds. */
  readonly moments: readonly number[];
  /** For the next look. */
  readonly known: KnownJobs;
}

interface JobView extends JobContext {
  readonly job: Job;
  readonly cronJob: V1CronJob | undefined;
  readonly suspended: boolean;
  readonly runs: readonly Run[];
  readonly active: number;
  readonly noted: KnownJob;
  /** What is due is reckoned from here: the last run, or the making of the job. Epoch milliseconds. */
  readonly from: number;
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
  const suspended = rollout.spec.suspend === true || job.suspend === true;
  const noted = noteJob(context, job, suspended);
  return {
    ...context,
    job,
    cronJob,
    suspended,
    runs,
    active: observed.runs
      ? runs.filter(({ end }) => end === undefined).length
      : cronJob?.status?.active?.length ?? 0,
    noted,
    from: Math.max(
      toMillis(cronJob?.metadata?.creationTimestamp) ?? 0,
      toMillis(cronJob?.status?.lastScheduleTime) ?? 0,
      runs[0]?.startedAt ?? 0,
      noted.changedAt ?? 0,
    ),
  };
}

function noteJob(
  { known, now }: JobContext,
  { name, schedule, timeZone }: Job,
  suspended: boolean,
): KnownJob {
  const timetable = JSON.stringify([schedule, timeZone, suspended]);
  const before = known.get(name);
  return before && before.timetable !== timetable
    ? { timetable, changedAt: now }
    : before ?? { timetable };
}

function timetableOf({ schedule, timeZone }: Job): Timetable {
  return { schedule, timeZone };
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

/** When the next run is due; in the past if it was not started. */
function dueAt(view: JobView): number | undefined {
  const { job, suspended, cronJob, from } = view;
  return cronJob && !suspended && from > 0 && isZoneKnown(view)
    ? nextTime(timetableOf(job), from)
    : undefined;
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
  if (due === undefined || due > to) {
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
  return aProblem('JobFailed', { job: job.name, count, code });
}

function stateOf(
  { suspended, runs, cronJob }: JobView,
  cause: Problem | undefined,
): JobState | undefined {
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

/**
 * What stays the same from one run to the next that ends alike: when it last
 * ran, and whether it runs, its CronJob tells, and a status that repeated it
 * would be written with each run.
 */
function toJobStatus(view: JobView, due: number | undefined): JobStatus {
  const { job, suspended, cronJob } = view;
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
    ...(problem && { cause: within(chain, problem).cause }),
  };
}

/** Finds out how the scheduled jobs of a rollout fare. */
export function judgeJobs(context: JobContext): JobFindings {
  const views = [...(context.rollout.spec.cronjobs ?? [])]
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(job => viewJob(context, job));
  const dues = views.map(dueAt);
  return {
    statuses: views.map((view, index) => toJobStatus(view, dues[index])),
    moments: dues.flatMap(due => due ?? []).map(due => due + MISSED_GRACE_MS),
    known: new Map(views.map(({ job, noted }) => [job.name, noted])),
  };
}
