import { z } from 'zod';
import { instantSchema, nameSchema } from './shared';

/** Since when something waits in the bin, who put it there, and what will become of it. */
export const binnedSchema = z.object({
  at: instantSchema,
  by: z.string(),
  /** When it is purged unless it is restored; absent where nothing is purged by itself. */
  purgeAt: instantSchema.optional(),
  /** The purge that is under way; see `getPurge`. */
  purge: z.uuid().optional(),
});
export type Binned = z.infer<typeof binnedSchema>;

/** One object in the cluster. */
export const clusterObjectSchema = z.object({
  kind: z.string(),
  name: z.string(),
  /** What holds it: finalizers, a user, or that it is going. */
  note: z.string().optional(),
});
export type ClusterObject = z.infer<typeof clusterObjectSchema>;

/** A claim that exists, with its data. */
export const keptVolumeSchema = z.object({
  claim: z.string(),
  /** The volume of the newest spec that mounts it; absent for one that was detached. */
  volume: z.string().optional(),
  /** The rollout it belongs to; absent where it belongs to none. */
  rollout: z.string().optional(),
  /** As the cluster says, such as `10Gi`. */
  size: z.string(),
  storageClass: z.string().optional(),
  phase: z.string(),
  /** Pods that mount it right now. */
  usedBy: z.array(z.string()),
});
export type KeptVolume = z.infer<typeof keptVolumeSchema>;

/** What exists in the cluster at this moment, for a rollout or in the namespace of a project. */
export const contentsSchema = z.object({
  at: instantSchema,
  /** By kind, then by name. Secrets are listed for editors only. */
  objects: z.array(clusterObjectSchema),
  secrets: z.number().int(),
  /** Pods that are ready. */
  instances: z.number().int(),
  volumes: z.array(keptVolumeSchema),
  /** The sizes of all volumes. */
  totalGiB: z.number(),
});
export type Contents = z.infer<typeof contentsSchema>;

/** What a purge needs: data is lost, so that the name has to be typed. */
export const purgeRequestSchema = z.object({
  /** The name of what is purged. */
  confirm: z.string().trim().max(63),
});
export type PurgeRequest = z.infer<typeof purgeRequestSchema>;

/** A purge and what came of it, as last checked against the cluster. */
export const purgeSchema = z.object({
  id: z.uuid(),
  project: nameSchema,
  /** Absent for the purge of a whole project. */
  rollout: nameSchema.optional(),
  requestedAt: instantSchema,
  requestedBy: z.string(),
  /** `waiting` until nothing is left; it is tried again until then. */
  state: z.enum(['waiting', 'done']),
  /** When the cluster was last looked at; absent before it was. */
  checkedAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
  /** What was seen there and is no more. */
  gone: z.array(clusterObjectSchema),
  /** What is still there, and why. */
  remaining: z.array(clusterObjectSchema),
  /** What is left alone, and why. */
  kept: z.array(clusterObjectSchema),
});
export type Purge = z.infer<typeof purgeSchema>;
