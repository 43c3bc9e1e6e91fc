import { z } from 'zod';
import { fieldChangeSchema } from './revision';
import { instantSchema, textSchema } from './shared';

/** Who owns fields of the Rollout in the cluster, by its managedFields. */
export const fieldOwnerSchema = z.object({
  /** The field manager, such as `kubectl-edit`. */
  manager: z.string(),
  at: instantSchema.optional(),
});
export type FieldOwner = z.infer<typeof fieldOwnerSchema>;

/** One field that another hand changed. */
export const driftChangeSchema = fieldChangeSchema.extend({
  /** Empty where the field is gone, or while the cluster is away. */
  owners: z.array(fieldOwnerSchema),
});
export type DriftChange = z.infer<typeof driftChangeSchema>;

/** What differs between the cluster and the revision that it was told, and by whom. */
export const driftSchema = z.object({
  /** The field manager that changed the spec last. */
  by: z.string(),
  at: instantSchema,
  /** Names this very difference; a decision gives it back. */
  generation: z.number().int(),
  /** The revision that the cluster was told. */
  revision: z.number().int().optional(),
  changes: z.array(driftChangeSchema),
  /** Somebody decided to keep it for now. */
  kept: z.object({ by: z.string(), at: instantSchema }).optional(),
  /** How often the rollout was changed by other hands in the last ten minutes: above 3 it is a fight. */
  timesLately: z.number().int(),
});
export type Drift = z.infer<typeof driftSchema>;

/** A rollout's drift, and what others own of its spec. */
export const driftReportSchema = z.object({
  /** Absent where the cluster has what it was told. */
  drift: driftSchema.optional(),
  /** Another hand deleted the Rollout; `restore` brings it back. */
  deletedInCluster: z.boolean(),
  /** Made by another hand and not adopted yet. */
  madeInCluster: z.boolean(),
  /** Fields of the spec that others than the portal own; absent while the cluster is away. */
  owners: z
    .array(fieldOwnerSchema.extend({ paths: z.array(z.string()) }))
    .optional(),
});
export type DriftReport = z.infer<typeof driftReportSchema>;

/**
 * `keep`: leave it as it is for now. `adopt`: make it a revision, or take a
 * rollout that was made in the cluster over. `revert`: tell the cluster the
 * newest revision again. `restore`: bring back what was deleted in the cluster.
 */
export const driftDecisionSchema = z.object({
  decision: z.enum(['keep', 'adopt', 'revert', 'restore']),
  /** Of the drift that was looked at; needed to keep, adopt or revert it. */
  generation: z.number().int().optional(),
  note: textSchema.max(500).optional(),
});
export type DriftDecision = z.infer<typeof driftDecisionSchema>;
