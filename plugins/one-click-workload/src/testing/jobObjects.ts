import type { V1CronJob, V1Job, V1Pod } from '@kubernetes/client-node';

// The objects come as JSON, where client-node's types say Date.
const at = (time: string) => time as unknown as Date;

/** The CronJob of job `nightly` of `node-red`. */
export function aCronJob(
  status: {
    readonly lastRun?: string;
    readonly lastSuccess?: string;
    readonly madeAt?: string;
  } = {},
  name = 'node-red-nightly',
): V1CronJob {
  const { lastRun, lastSuccess, madeAt = '2026-11-25T08:00:00Z' } = status;
  return {
    metadata: {
      name,
      namespace: 'home',
      uid: `cronjob-${name}`,
      creationTimestamp: at(madeAt),
    },
    status: {
      ...(lastRun !== undefined && { lastScheduleTime: at(lastRun) }),
      ...(lastSuccess !== undefined && { lastSuccessfulTime: at(lastSuccess) }),
    },
  };
}

/** What a test says about a run. */
export interface RunTraits {
  readonly name?: string;
  readonly startedAt?: string;
  /** Type and reason of the condition it ended with. */
  readonly ended?: readonly [type: string, reason: string];
  readonly failed?: number;
}

/** A run of job `nightly`, as Kubernetes 1.36 tells of one. */
export function aRun(traits: RunTraits = {}): V1Job {
  const { name = 'node-red-nightly-1', ended, failed } = traits;
  const { startedAt = '2026-11-25T03:00:00Z' } = traits;
  const [type = '', reason = ''] = ended ?? [];
  return {
    metadata: {
      name,
      namespace: 'home',
      uid: `run-${name}`,
      labels: {
        'one-click.dev/projectId': 'home',
        'one-click.dev/jobOf': 'node-red',
        'one-click.dev/job': 'nightly',
      },
    },
    status: {
      startTime: at(startedAt),
      ...(failed !== undefined && { failed }),
      ...(ended && { conditions: [{ type, status: 'True', reason }] }),
    },
  };
}

/** A pod of a run, whose program ended with a code. */
export function aRunPod(
  code: number,
  startTime: string,
  run = 'node-red-nightly-1',
): V1Pod {
  return {
    metadata: {
      name: `${run}-${startTime}`,
      ownerReferences: [
        { apiVersion: 'batch/v1', kind: 'Job', name: run, uid: `run-${run}` },
      ],
    },
    status: {
      phase: 'Failed',
      startTime: at(startTime),
      containerStatuses: [
        {
          name: 'nightly',
          image: '',
          imageID: '',
          ready: false,
          restartCount: 0,
          state: { terminated: { exitCode: code } },
        },
      ],
    },
  };
}
