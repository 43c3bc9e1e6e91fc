import type { RolloutSpec } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { aRollout } from '../testing/aRollout';
import { observe } from '../testing/clusterObjects';
import { aCronJob, aRun, aRunPod } from '../testing/jobObjects';
import { summaryOf } from '../testing/scenes';
import { judgeJobs } from './jobStatuses';
import type { KnownJobs } from './jobStatuses';
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
  readonly known?: KnownJobs;
  readonly now?: number;
}

function judge({ observed, spec, known, now = NINE }: JobScene = {}) {
  return judgeJobs({
    rollout: aRollout({ spec: { cronjobs: [nightly], ...spec } }),
    observed: observe({ cronJobs: [aCronJob()], runs: [], ...observed }),
    known: known ?? new Map(),
    now,
  });
}

const statusOf = (scene?: JobScene) => judge(scene).statuses[0];

/** The CronJob, with when it last ran. */
const ranAt = (lastRun: string) => ({
  cronJobs: [aCronJob({ lastRun, madeAt: '2026-11-01T00:00:00Z' })],
});

describe('judgeJobs (M18, B24)', () => {
  it('says of a job that has not run yet only what it is', () => {
    const { statuses, moments } = judge();

    expect(statuses).toEqual([{ ...nightly, suspended: false }]);
    expect(moments).toEqual([Date.parse('2026-11-26T03:02:00Z')]);
  });

  it('says that the last run went well', () => {
    const runs = [aRun({ ended: ['Complete', 'CompletionsReached'] })];

    expect(statusOf({ observed: { runs } })).toMatchObject({
      state: 'Succeeded',
    });
  });

  it('says so where no more than the time of it is left', () => {
    const cronJobs = [aCronJob({ lastSuccess: '2026-11-25T03:00:07Z' })];

    expect(statusOf({ observed: { cronJobs } })).toMatchObject({
      state: 'Succeeded',
    });
  });

  it.each([
    ['well', ['Complete', 'CompletionsReached']],
    ['badly', ['Failed', 'BackoffLimitExceeded']],
  ] as const)(
    'says the same while and after another run that ends %s',
    (_, ended) => {
      const first = aRun({ ended, failed: 1 });
      const second = { name: 'second', startedAt: '2026-11-25T04:00:00Z' };
      const tell = (...runs: Observed['runs'] & object) =>
        statusOf({ observed: { runs } });
      const before = tell(first);

      expect(tell(first, aRun(second))).toEqual(before);
      expect(tell(first, aRun({ ...second, ended, failed: 1 }))).toEqual(
        before,
      );
    },
  );

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
        chain: [{ kind: 'CronJob', name: 'node-red-nightly' }],
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
    const observed = ranAt('2026-11-23T03:00:00Z');
    const { statuses, moments } = judge({ spec, observed });

    expect(statuses).toEqual([
      { ...nightly, suspended: true, state: 'Suspended' },
    ]);
    expect(moments).toEqual([]);
  });

  it('says how many runs did not come', () => {
    const observed = ranAt('2026-11-22T03:00:00Z');

    expect(statusOf({ observed })).toMatchObject({
      state: 'Missed',
      cause: {
        id: 'JobMissed',
        message: 'Job nightly missed 3 runs: the cluster did not start it.',
      },
    });
  });

  it('says so where the very first run did not come', () => {
    const cronJobs = [aCronJob({ madeAt: '2026-11-25T02:00:00Z' })];

    expect(statusOf({ observed: { cronJobs } })).toMatchObject({
      state: 'Missed',
    });
  });

  it('says so where a run waits for the last one to end', () => {
    const status = statusOf({
      spec: { cronjobs: [{ ...nightly, concurrencyPolicy: 'Forbid' }] },
      observed: {
        ...ranAt('2026-11-24T03:00:00Z'),
        runs: [aRun({ startedAt: '2026-11-24T03:00:00Z' })],
      },
    });

    expect(status).toMatchObject({
      cause: { message: 'Job nightly missed 1 run: its last run is not over.' },
    });
  });

  it('gives a run two minutes to come', () => {
    const observed = ranAt('2026-11-24T03:00:00Z');
    const due = Date.parse('2026-11-25T03:00:00Z');

    expect(statusOf({ observed, now: due + 119_999 })).not.toHaveProperty(
      'cause',
    );
    expect(statusOf({ observed, now: due + 120_000 })).toHaveProperty('cause');
  });

  it('blames nobody where the clock of the cluster shows another time than ours', () => {
    const status = statusOf({ observed: ranAt('2026-11-25T02:00:00Z') });

    expect(status).not.toHaveProperty('cause');
  });

  it.each([
    ['the schedule has changed', { schedule: '0 8 * * *' }],
    ['it is no longer suspended', { suspend: false }],
  ])('reckons anew once %s', (_, change) => {
    const observed = ranAt('2026-11-22T03:00:00Z');
    const before = judge({
      observed,
      spec: { cronjobs: [{ ...nightly, suspend: true }] },
    });
    const job = { ...nightly, ...change };
    const after = judge({
      observed,
      spec: { cronjobs: [job] },
      known: before.known,
    });
    const later = judge({
      observed,
      spec: { cronjobs: [job] },
      known: after.known,
      now: NINE + 60_000,
    });

    expect(after.statuses[0]).not.toHaveProperty('cause');
    expect(later).toEqual(after);
  });

  it('knows a CronJob by the name it had under the Go operator', () => {
    const lastSuccess = '2026-11-25T03:00:00Z';
    const cronJobs = [aCronJob({ lastSuccess }, 'nightly')];

    expect(statusOf({ observed: { cronJobs } })).toMatchObject({
      state: 'Succeeded',
    });
  });

  it('is sorted by name, and the same a second time', () => {
    const spec = {
      cronjobs: [nightly, { name: 'backup', schedule: '@hourly' }],
    };
    const observed = {
      cronJobs: [aCronJob(), aCronJob({}, 'node-red-backup')],
    };
    const first = judge({ spec, observed });
    const again = judge({
      spec,
      observed,
      known: first.known,
      now: NINE + 60_000,
    });

    expect(first.statuses.map(({ name }) => name)).toEqual([
      'backup',
      'nightly',
    ]);
    expect(again.statuses).toEqual(first.statuses);
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
