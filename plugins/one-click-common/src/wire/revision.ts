import { z } from 'zod';
import { problemSchema } from './health';
import { instantSchema } from './shared';

/** What became of a revision (pages.md 3.9). */
export const outcomeSchema = z.enum([
  'pending',
  'applied',
  'healthy',
  'failed',
  'refused',
  'superseded',
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** One changed field; `from` and `to` are absent for secrets and for fields that appear or go. */
export const fieldChangeSchema = z.object({
  /** As in `image.tag` or `env[LOG_LEVEL]`. */
  path: z.string(),
  /** The change page that holds the field: image, scale, network, volumes, environment, jobs or yaml. */
  section: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
  secret: z.boolean().optional(),
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** An immutable, numbered snapshot of a rollout's spec, without the spec itself. */
export const revisionSchema = z.object({
  number: z.number().int(),
  createdAt: instantSchema,
  createdBy: z.string(),
  via: z.enum(['create', 'edit', 'rollback', 'template', 'cluster']),
  rollbackOf: z.number().int().optional(),
  note: z.string().optional(),
  outcome: outcomeSchema,
  outcomeAt: instantSchema.optional(),
  /** Why it failed or was refused. */
  problem: problemSchema.optional(),
  /** Against the revision before it. */
  changes: z.array(fieldChangeSchema),
});
export type Revision = z.infer<typeof revisionSchema>;
