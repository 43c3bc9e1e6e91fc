import type { V1Job, V1JobCondition, V1Pod } from '@kubernetes/client-node';
import { JOB_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toMillis } from './moments';
import type { Observed } from './Observed';

/** A run of a job, as the status needs it. */
export interface Run {
  readonly name: string;
  readonly uid: string;
  readonly job: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly end?: 'good' | 'bad';
  /** Kubernetes' word for why it ended badly. */
  readonly reason?: string | undefined;
  readonly failures: number;
}

function holds(run: V1Job, type: string): V1JobCondition | undefined {
  return run.status?.conditions?.find(
    condition => condition.type === type && condition.status === 'True',
  );
}

function endOf(run: V1Job): Pick<Run, 'end' | 'reason'> {
  const bad = holds(run, 'Failed') ?? holds(run, 'FailureTarget');
  if (bad) {
    return { end: 'bad', reason: bad.reason };
  }
  const good = holds(run, 'Complete') ?? holds(run, 'SuccessCriteriaMet');
  return good ? { end: 'good' } : {};
}

function toRun(run: V1Job): Run | undefined {
  const { name = '', uid = '', labels, creationTimestamp } = run.metadata ?? {};
  const job = labels?.[JOB_LABEL];
  if (job === undefined) {
    return undefined;
  }
  const { startTime = creationTimestamp, failed = 0 } = run.status ?? {};
  return {
    ...{ name, uid, job },
    startedAt: toMillis(startTime) ?? 0,
    ...endOf(run),
    failures: failed,
  };
}

/** Runs of a job, the newest first. */
export function findRuns({ runs = [] }: Observed, job: string): Run[] {
  return runs
    .flatMap(run => toRun(run) ?? [])
    .filter(run => run.job === job)
    .sort(
      (left, right) =>
        right.startedAt - left.startedAt || (left.name < right.name ? 1 : -1),
    );
}

/** The last run of a job that is over. */
export function lastEnded(runs: readonly Run[]): Run | undefined {
  return runs.find(({ end }) => end !== undefined);
}

/** A run whose pods tell with which code its program ended. */
export interface FailedRun {
  readonly name: string;
  readonly uid: string;
}

/**
 * The runs whose pods `summarize` would like to see: of each job the last one,
 * if it failed by its program. They never change any more, so once is enough.
 */
export function findFailedRuns(observed: Pick<Observed, 'runs'>): FailedRun[] {
  const all = (observed.runs ?? []).flatMap(run => toRun(run) ?? []);
  const jobs = [...new Set(all.map(({ job }) => job))].sort();
  return jobs
    .flatMap(job => lastEnded(findRuns(observed as Observed, job)) ?? [])
    .filter(({ end, failures }) => end === 'bad' && failures > 0)
    .map(({ name, uid }) => ({ name, uid }));
}

function codesOf({ status }: V1Pod): number[] {
  const { initContainerStatuses = [], containerStatuses = [] } = status ?? {};
  return [...initContainerStatuses, ...containerStatuses].flatMap(
    ({ state, lastState }) =>
      (state?.terminated ?? lastState?.terminated)?.exitCode ?? [],
  );
}

/** With which code the program of a failed run ended last; `undefined` if its pods are not known. */
export function exitCodeOf(
  run: Run,
  pods: readonly V1Pod[] = [],
): number | undefined {
  const [newest] = pods
    .filter(({ metadata }) =>
      metadata?.ownerReferences?.some(({ uid }) => uid === run.uid),
    )
    .sort(
      (left, right) =>
        (toMillis(right.status?.startTime) ?? 0) -
        (toMillis(left.status?.startTime) ?? 0),
    );
  return newest && codesOf(newest).find(code => code !== 0);
}
