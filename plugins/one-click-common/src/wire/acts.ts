import { z } from 'zod';
import { instantSchema, textSchema } from './shared';

/** The name of an object of Kubernetes. */
export const objectNameSchema = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/, {
    message:
      'must be the name of an object in the cluster, such as "web-6bd9f-x7k2p"',
  });

/** The name of a job or a volume, as the spec has it. */
export const itemNameSchema = textSchema.min(1).max(63);

/** What a restart answers: the moment that is written on the rollout. */
export const restartedSchema = z.object({ restartedAt: instantSchema });
export type Restarted = z.infer<typeof restartedSchema>;

/** How many instances shall run. */
export const instanceCountSchema = z.object({
  replicas: z.number().int().min(0).max(10_000),
});
export type InstanceCount = z.infer<typeof instanceCountSchema>;

/** The size a volume shall grow to. */
export const volumeSizeSchema = z.object({
  /** A quantity, such as `20Gi`. */
  size: textSchema.min(1).max(40),
});
export type VolumeSize = z.infer<typeof volumeSizeSchema>;

/** One run of a job. */
export const jobRunSchema = z.object({
  /** Of the Job in the cluster. */
  name: z.string(),
  job: z.string(),
  state: z.enum(['running', 'succeeded', 'failed', 'waiting']),
  /** Whether a person asked for it, rather than the schedule. */
  manual: z.boolean(),
  createdAt: instantSchema.optional(),
  startedAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
  /** Failed tries. */
  failures: z.number().int(),
  /** Why it failed, in the cluster's own words. */
  message: z.string().optional(),
});
export type JobRun = z.infer<typeof jobRunSchema>;

/** What running a job now answers. */
export const jobStartedSchema = z.object({
  run: z.string(),
  /** Runs of the same job that had not ended yet. */
  alsoRunning: z.array(z.string()),
});
export type JobStarted = z.infer<typeof jobStartedSchema>;

/** What a deletion answers: it is accepted; what is deleted may take a moment to go. */
export const deletedSchema = z.object({ deleted: z.string() });
export type Deleted = z.infer<typeof deletedSchema>;
