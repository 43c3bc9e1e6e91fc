import { z } from 'zod';
import { fieldChangeSchema, revisionSchema } from './revision';
import { specSchema } from './rollout';
import { MAX_REVISION } from './shared';

/** A revision with the spec it snapshots. */
export const revisionDetailSchema = revisionSchema.extend({ spec: specSchema });
export type RevisionDetail = z.infer<typeof revisionDetailSchema>;

/** A side of a comparison: a number, `newest`, `running` (what the cluster has) or `serving` (what last was healthy before the newest). */
export const comparedSchema = z.union([
  z.enum(['newest', 'running', 'serving']),
  z.coerce.number().int().min(1).max(MAX_REVISION),
]);
export type Compared = z.infer<typeof comparedSchema>;

export const comparisonQuerySchema = z.object({
  left: comparedSchema,
  right: comparedSchema,
});

/** One side of a comparison. */
export const comparedSideSchema = z.object({
  /** Absent where the cluster has what no revision says. */
  revision: revisionSchema.optional(),
  spec: specSchema,
});

/** What differs between any two specs of a rollout, from left to right. */
export const comparisonSchema = z.object({
  left: comparedSideSchema,
  right: comparedSideSchema,
  changes: z.array(fieldChangeSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;
