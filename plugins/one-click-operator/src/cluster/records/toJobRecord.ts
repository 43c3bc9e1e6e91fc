import type { V1Job } from '@kubernetes/client-node';
import {
  JOB_LABEL,
  JOB_OWNER_LABEL,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toRecordMetadata } from './recordMetadata';

const KEEP = { created: true, labels: [JOB_LABEL, JOB_OWNER_LABEL] };

const ANY = { spec: { containers: [] } };

/** Cuts a run of a job down to what the status reads. */
export function toJobRecord(job: V1Job): V1Job {
  const { backoffLimit } = job.spec ?? {};
  const { startTime, completionTime, active, succeeded, failed, conditions } =
    job.status ?? {};
  return {
    metadata: toRecordMetadata(job.metadata, KEEP),
    spec: {
      ...(backoffLimit !== undefined && { backoffLimit }),
      template: ANY,
    },
    status: {
      ...(startTime && { startTime }),
      ...(completionTime && { completionTime }),
      ...(active !== undefined && { active }),
      ...(succeeded !== undefined && { succeeded }),
      ...(failed !== undefined && { failed }),
      ...(conditions && { conditions }),
    },
  };
}
