import type {
  V1Container,
  V1CronJobSpec,
  V1JobSpec,
  V1PodSpec,
} from '@kubernetes/client-node';
import {
  JOB_LABEL,
  JOB_OWNER_LABEL,
  PROJECT_LABEL,
  imageText,
  jobSecretsName,
  pullSecretName,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Job,
  Rollout,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';
import { toEnv, toEnvFrom } from '../pod/environment';
import { pullSecretsOf } from '../pod/image';
import { toHostAliases, toTolerations } from '../pod/placement';
import { toResourceRequirements } from '../pod/resources';
import {
  containerSecurityContext,
  podSecurityContext,
} from '../pod/securityContext';
import { toMounts, toPodVolume } from '../pod/volumes';
import type { ChildObject } from './Child';
import { ownedMetadata } from './childMetadata';
import { jobNames } from './jobNames';
import type { FormerJobs, JobNames } from './jobNames';

/** Labels of a job's runs and pods. They never match the selector of the rollout's Services and Deployment. */
export function jobLabels(rollout: Rollout, job: Job): Record<string, string> {
  const { name, namespace } = rollout.metadata;
  return {
    [PROJECT_LABEL]: namespace,
    [JOB_OWNER_LABEL]: name,
    [JOB_LABEL]: job.name,
  };
}

function toContainer(rollout: Rollout, job: Job): V1Container {
  const { metadata, spec } = rollout;
  const image = job.image ?? spec.image;
  return compact<V1Container>({
    name: job.name,
    image: imageText(image),
    imagePullPolicy: image.pullPolicy,
    command: job.command,
    args: job.args,
    env: toEnv(job.env),
    envFrom: toEnvFrom({
      ownSecret: jobSecretsName(metadata.name, job.name),
      secrets: job.secrets,
      secretsFrom: job.secretsFrom,
    }),
    resources: toResourceRequirements(job.resources),
    securityContext: containerSecurityContext(spec.securityContext),
    volumeMounts: toMounts(rollout, job.volumes),
  });
}

function toPodSpec(rollout: Rollout, job: Job, names: JobNames): V1PodSpec {
  const { metadata, spec } = rollout;
  const pullSecrets = job.image
    ? pullSecretsOf(job.image, names.pullSecret)
    : pullSecretsOf(spec.image, pullSecretName(metadata.name));
  const mounted = new Set(job.volumes?.map(({ name }) => name));
  return compact<V1PodSpec>({
    restartPolicy: 'Never',
    // Not `??`: the original wrote empty names.
    serviceAccountName: job.serviceAccountName || spec.serviceAccountName,
    automountServiceAccountToken: spec.automountServiceAccountToken,
    priorityClassName: spec.priorityClassName,
    imagePullSecrets: pullSecrets,
    securityContext: podSecurityContext(spec.securityContext),
    containers: [toContainer(rollout, job)],
    nodeSelector: spec.nodeSelector,
    tolerations: toTolerations(spec),
    hostAliases: toHostAliases(spec),
    volumes: spec.volumes
      ?.filter(({ name }) => mounted.has(name))
      .map(volume => toPodVolume(rollout, volume)),
  });
}

function toJobSpec(rollout: Rollout, job: Job, names: JobNames): V1JobSpec {
  return compact<V1JobSpec>({
    // The original tried a job once where nothing was said.
    backoffLimit: job.backoffLimit ?? job.maxRetries ?? 0,
    activeDeadlineSeconds: job.activeDeadlineSeconds,
    ttlSecondsAfterFinished: job.ttlSecondsAfterFinished,
    template: {
      metadata: { labels: jobLabels(rollout, job) },
      spec: toPodSpec(rollout, job, names),
    },
  });
}

function buildCronJob(
  rollout: Rollout,
  job: Job,
  formerJobs?: FormerJobs,
): ChildObject<'CronJob'> {
  const names = jobNames(rollout, job, formerJobs);
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: ownedMetadata(rollout, names.cronJob),
    spec: compact<V1CronJobSpec>({
      schedule: job.schedule,
      timeZone: job.timeZone,
      suspend: rollout.spec.suspend === true || job.suspend === true,
      concurrencyPolicy: job.concurrencyPolicy ?? 'Allow',
      startingDeadlineSeconds: job.startingDeadlineSeconds,
      successfulJobsHistoryLimit: job.successfulJobsHistoryLimit,
      failedJobsHistoryLimit: job.failedJobsHistoryLimit,
      jobTemplate: {
        metadata: { labels: jobLabels(rollout, job) },
        spec: toJobSpec(rollout, job, names),
      },
    }),
  };
}

/**
 * Builds one CronJob for each scheduled job. Its pods run where and as what the
 * rollout's own run: same nodes, service account and security options.
 */
export function buildCronJobs(
  rollout: Rollout,
  formerJobs?: FormerJobs,
): ChildObject<'CronJob'>[] {
  const { cronjobs = [] } = rollout.spec;
  return cronjobs.map(job => buildCronJob(rollout, job, formerJobs));
}
