import type { JobRun } from '@one-click/backstage-plugin-one-click-common';
import type { CrRef } from '../kube/KubeGateway';

/** What running a job makes, and what it meets. */
export interface StartedRun {
  readonly run: string;
  /** Runs of the same job that had not ended. */
  readonly alsoRunning: readonly string[];
}

/**
 * What people do to a rollout in one cluster without making a revision. Each
 * act may be repeated without harm; none touches anything of another rollout.
 * Rejects with a `KubeError` where the cluster refuses or does not answer, and
 * with NotFoundError for what the rollout does not have.
 */
export interface ClusterActs {
  /** Writes the moment of a restart on the CR, unless a later one is there. */
  restart(rollout: CrRef, at: string): Promise<void>;
  /** Makes a Job from the job's CronJob; one of that name that exists is the same run. */
  runJob(
    rollout: CrRef,
    order: { readonly job: string; readonly suffix: string },
  ): Promise<StartedRun>;
  /** Newest first. */
  listRuns(rollout: CrRef, job: string): Promise<readonly JobRun[]>;
  /** Deletes a run of one of the rollout's jobs, with its pods; says whose run it was. */
  deleteRun(rollout: CrRef, run: string): Promise<{ readonly job: string }>;
  /** Deletes a pod that the rollout owns, however many steps lie between them. */
  deletePod(rollout: CrRef, pod: string): Promise<void>;
}
