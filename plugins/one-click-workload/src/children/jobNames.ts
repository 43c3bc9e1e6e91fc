import {
  cronJobName,
  jobPullSecretName,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Job,
  Rollout,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** Names of jobs whose CronJob was made by the Go operator, which left the rollout's name out. */
export type FormerJobs = ReadonlySet<string>;

/** Names of what a job is made of. */
export interface JobNames {
  readonly cronJob: string;
  /** Of the Secret made from the job's own sign-in. */
  readonly pullSecret: string;
}

/**
 * Names what a job is made of. A CronJob of the Go operator's keeps its name,
 * or its history would end and a run be missed; so does the Secret its present
 * runs pull with.
 */
export function jobNames(
  { metadata }: Rollout,
  { name }: Job,
  formerJobs: FormerJobs = new Set(),
): JobNames {
  return formerJobs.has(name)
    ? { cronJob: name, pullSecret: `${name}-imagepullsecret` }
    : {
        cronJob: cronJobName(metadata.name, name),
        pullSecret: jobPullSecretName(metadata.name, name),
      };
}
