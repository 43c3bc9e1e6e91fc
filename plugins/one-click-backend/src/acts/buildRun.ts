import type {
  Resource,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';

type ObjectOf<R> = R extends Resource<infer T> ? T : never;

/** A CronJob as the cluster has it. */
export type CronJob = ObjectOf<typeof resources.cronJobs>;
/** A Job as the cluster has it. */
export type Job = ObjectOf<typeof resources.jobs>;

/** Names of CronJobs leave room for eleven more characters. */
export const SUFFIX_LENGTH = 10;

/** How Kubernetes' own tools mark a Job that the schedule did not make. */
export const INSTANTIATE_ANNOTATION = 'cronjob.kubernetes.io/instantiate';

/** The Job that `kubectl create job --from=cronjob/…` makes. The same suffix gives the same name. */
export function buildRun({ metadata, spec }: CronJob, suffix: string) {
  const { name = '', namespace, uid = '' } = metadata ?? {};
  const { metadata: template, spec: jobSpec } = spec?.jobTemplate ?? {};
  return {
    metadata: {
      name: `${name}-${suffix.slice(0, SUFFIX_LENGTH)}`,
      namespace,
      labels: { ...template?.labels },
      annotations: {
        ...template?.annotations,
        [INSTANTIATE_ANNOTATION]: 'manual',
      },
      // Without blockOwnerDeletion, which would need a right on the CronJob.
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name,
          uid,
          controller: true,
        },
      ],
    },
    spec: jobSpec,
  };
}
