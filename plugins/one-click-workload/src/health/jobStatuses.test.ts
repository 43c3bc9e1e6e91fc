import type {
  JobStatus,
  RolloutSpec,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { aRollout } from '../testing/aRollout';
import { observe } from '../testing/clusterObjects';
import { aCronJob, aRun, aRunPod } from '../testing/jobObjects';
import { summaryOf } from '../testing/scenes';
import { toJobStatuses } from './jobStatuses';
import type { Observed } from './Observed';
import { findFailedRuns } from './runs';

const NINE = Date.parse('2026-11-25T09:00:00Z');
const nightly = { name: 'nightly', schedule: '0 3 * * *' };
const failedRun = aRun({
  ended: ['Failed', 'BackoffLimitExceeded'],
  failed: 3,
});

interface JobScene {
  readonly observed?: Partial<Observed>;
  readonly spec?: Partial<RolloutSpec>;
  readonly told?: Partial<JobStatus>;
  readonly now?: number;
}

function statusesOf({ observed, spec, told, now = NINE }: JobScene = {}) {
  const before = { ...nightly, suspended: false, active: 0, ...told };
  return toJobStatuses({
    rollout: aRollout({ spec: { cronjobs: [nightly], ...spec } }),
    observed: observe({ cronJobs: [aCronJob()], runs: [], ...observed }),
    previous: told && { jobs: [before] },
    now,
  });
}

const statusOf = (scene?: JobScene) => statusesOf(scene)[0];

describe('toJobStatuses (M18, B24)', () => {
  it('says of a job that has not run yet when it will', () => {
    expect(statusesOf()).toEqual([
      {
        ...nightly,
        suspended: false,
        active: 0,
        nextRun: '2026-11-26T03:00:00Z',
      },
    ]);
  });

  it('says when it last ran, and when that went well', () => {
    const observed = {
      cronJobs: [
        aCronJob({
          lastRun: '2026-11-25T03:00:00Z',
          lastSuccess: '2026-11-25T03:00:07Z',
        }),
      ],
      runs: [aRun({ ended: ['Complete', 'CompletionsReached'] })],
    };

    expect(statusOf({ observed })).toMatchObject({
      state: 'Succeeded',
      lastRun: '2026-11-25T03:00:00Z',
      lastSuccess: '2026-11-25T03:00:07Z',
      nextRun: '2026-11-26T03:00:00Z',
    });
  });

  it('counts the runs that are not over, those started by hand as well', () => {
    const observed = {
      runs: [failedRun, aRun({ name: 'by-hand' }), aRun({ name: 'other' })],
    };

    expect(statusOf({ observed })).toMatchObject({
      state: 'Running',
      active: 2,
    });
  });

  it('says how often a run was tried, and how its program ended last', () => {
    const observed = {
      runs: [failedRun],
      runPods: [
        aRunPod(1, '2026-11-25T03:00:00Z'),
        aRunPod(7, '2026-11-25T03:05:00Z'),
        aRunPod(9, '2026-11-25T03:06:00Z', 'another'),
      ],
    };

    expect(statusOf({ observed })).toMatchObject({
      state: 'Failed',
      cause: {
        id: 'JobFailed',
        message: 'Job nightly failed after 3 tries (code 7).',
        chain: [
          { kind: 'CronJob', name: 'node-red-nightly' },
          { kind: 'Job', name: 'node-red-nightly-1' },
        ],
      },
    });
  });

  it('says so where a run took longer than it may', () => {
    const runs = [aRun({ ended: ['Failed', 'DeadlineExceeded'] })];

    expect(statusOf({ observed: { runs } })?.cause?.message).toBe(
      'Job nightly failed after 1 try (code none, it took too long).',
    );
  });

  it('forgets a failure once a later run went well', () => {
    const later = aRun({
      name: 'later',
      startedAt: '2026-11-25T04:00:00Z',
      ended: ['Complete', 'CompletionsReached'],
    });
    const status = statusOf({ observed: { runs: [failedRun, later] } });

    expect(status).toMatchObject({ state: 'Succeeded' });
    expect(status).not.toHaveProperty('cause');
  });

  it.each([
    ['the job', { cronjobs: [{ ...nightly, suspend: true }] }],
    ['the rollout', { suspend: true }],
  ])('expects no run while %s is suspended', (_, spec) => {
    const status = statusOf({
      spec,
      told: { nextRun: '2026-11-25T03:00:00Z' },
    });

    expect(status).toMatchObject({ state: 'Suspended', suspended: true });
    expect(status).not.toHaveProperty('nextRun');
    expect(status).not.toHaveProperty('cause');
  });

  it('says how many runs did not come', () => {
    const told = { nextRun: '2026-11-23T03:00:00Z' };

    expect(statusOf({ told })).toMatchObject({
      state: 'Missed',
      nextRun: '2026-11-23T03:00:00Z',
      cause: {
        id: 'JobMissed',
        message: 'Job nightly missed 3 runs: the cluster did not start it.',
      },
    });
  });

  it('says so where a run waits for the last one to end', () => {
    const status = statusOf({
      spec: { cronjobs: [{ ...nightly, concurrencyPolicy: 'Forbid' }] },
      observed: { runs: [aRun({ startedAt: '2026-11-24T03:00:00Z' })] },
      told: { nextRun: '2026-11-25T03:00:00Z' },
    });

    expect(status).toMatchObject({
      state: 'Running',
      cause: { message: 'Job nightly missed 1 run: its last run is not over.' },
    });
  });

  it('gives a run two minutes to come', () => {
    const told = { nextRun: '2026-11-25T03:00:00Z' };
    const due = Date.parse(told.nextRun);

    expect(statusOf({ told, now: due + 119_999 })).not.toHaveProperty('cause');
    expect(statusOf({ told, now: due + 120_000 })).toHaveProperty('cause');
  });

  it('blames nobody where the clock of the cluster shows another time than ours', () => {
    const observed = {
      cronJobs: [aCronJob({ lastRun: '2026-11-25T02:00:00Z' })],
    };
    const status = statusOf({
      observed,
      told: { nextRun: '2026-11-25T03:00:00Z' },
    });

    expect(status).not.toHaveProperty('cause');
  });

  it('reckons anew once the schedule has changed', () => {
    const status = statusOf({
      spec: { cronjobs: [{ ...nightly, schedule: '0 10 * * *' }] },
      told: { nextRun: '2026-11-24T03:00:00Z' },
    });

    expect(status).toMatchObject({ nextRun: '2026-11-25T10:00:00Z' });
    expect(status).not.toHaveProperty('cause');
  });

  it('knows a CronJob by the name it had under the Go operator', () => {
    const cronJobs = [aCronJob({ lastRun: '2026-11-25T03:00:00Z' }, 'nightly')];

    expect(statusOf({ observed: { cronJobs } })).toMatchObject({
      lastRun: '2026-11-25T03:00:00Z',
    });
  });

  it('is sorted by name, and the same a second time', () => {
    const spec = {
      cronjobs: [nightly, { name: 'backup', schedule: '@hourly' }],
    };
    const observed = {
      cronJobs: [aCronJob(), aCronJob({}, 'node-red-backup')],
    };
    const first = statusesOf({ spec, observed });
    const again = toJobStatuses({
      rollout: aRollout({ spec }),
      observed: observe({ ...observed, runs: [] }),
      previous: { jobs: first },
      now: NINE + 60_000,
    });

    expect(first.map(({ name }) => name)).toEqual(['backup', 'nightly']);
    expect(again).toEqual(first);
  });
});

describe('findFailedRuns', () => {
  it('names the last run of a job, if it failed by its program', () => {
    const tooLong = aRun({
      name: 'too-long',
      ended: ['Failed', 'DeadlineExceeded'],
    });

    expect(findFailedRuns({ runs: [failedRun] })).toEqual([
      { name: 'node-red-nightly-1', uid: 'run-node-red-nightly-1' },
    ]);
    expect(findFailedRuns({ runs: [tooLong] })).toEqual([]);
    expect(findFailedRuns({})).toEqual([]);
  });
});

describe('a failed job', () => {
  it('colours its own row and not the rollout', () => {
    const { status, lookAgainAt } = summaryOf(
      {
        spec: { cronjobs: [nightly] },
        observed: { cronJobs: [aCronJob()], runs: [failedRun] },
      },
      NINE,
    );

    expect(status).toMatchObject({
      state: 'Healthy',
      jobs: [{ name: 'nightly', state: 'Failed' }],
    });
    expect(status).not.toHaveProperty('causes');
    expect(lookAgainAt).toBe(Date.parse('2026-11-26T03:02:00Z'));
  });
});
