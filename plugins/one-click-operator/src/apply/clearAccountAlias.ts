import type { V1PodSpec } from '@kubernetes/client-node';
import type { ChildObject } from '@one-click/backstage-plugin-one-click-workload';

function clear(pod: V1PodSpec): V1PodSpec {
  return pod.serviceAccountName === undefined
    ? { ...pod, serviceAccount: '' }
    : pod;
}

/**
 * The object to send so that a service account that is no longer asked for goes.
 *
 * A pod names its account twice: in the field everybody sets, and in an old
 * alias that the API server fills in and nobody owns. With the former gone it
 * would be restored from the latter, for ever; so we say that there is none.
 */
export function clearAccountAlias(desired: ChildObject): ChildObject {
  if (desired.kind === 'Deployment') {
    const { template } = desired.spec ?? {};
    return desired.spec && template?.spec
      ? {
          ...desired,
          spec: {
            ...desired.spec,
            template: { ...template, spec: clear(template.spec) },
          },
        }
      : desired;
  }
  if (desired.kind === 'CronJob') {
    return clearInJob(desired);
  }
  return desired;
}

function clearInJob(desired: ChildObject<'CronJob'>): ChildObject {
  const { spec } = desired;
  const { jobTemplate } = spec ?? {};
  const { spec: job } = jobTemplate ?? {};
  const pod = job?.template.spec;
  return spec && jobTemplate && job && pod
    ? {
        ...desired,
        spec: {
          ...spec,
          jobTemplate: {
            ...jobTemplate,
            spec: { ...job, template: { ...job.template, spec: clear(pod) } },
          },
        },
      }
    : desired;
}
