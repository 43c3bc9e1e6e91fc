import { z } from 'zod';
import { problemSchema } from './health';
import { instantSchema, pageQuerySchema, textSchema } from './shared';

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

/** A warning that a person has seen and taken; its message where the pre-flight was still known. */
export const acknowledgementSchema = z.object({
  id: z.string(),
  message: z.string().optional(),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** Ids of the warnings that a person has seen and takes. */
export const acknowledgedSchema = z.array(textSchema.max(500)).max(100);

/** An immutable, numbered snapshot of a rollout's spec, without the spec itself. */
export const revisionSchema = z.object({
  number: z.number().int(),
  createdAt: instantSchema,
  createdBy: z.string(),
  via: z.enum([
    'create',
    'edit',
    'rollback',
    'template',
    'cluster',
    // An update policy, or a person who accepted what it proposed.
    'update',
    // A pipeline with a deploy token.
    'pipeline',
  ]),
  rollbackOf: z.number().int().optional(),
  note: z.string().optional(),
  /** Warnings of the pre-flight that were taken with it. */
  acknowledged: z.array(acknowledgementSchema).optional(),
  outcome: outcomeSchema,
  outcomeAt: instantSchema.optional(),
  /** Why it failed or was refused. */
  problem: problemSchema.optional(),
  /** Against the revision before it. */
  changes: z.array(fieldChangeSchema),
  /** Lists leave it out unless asked for. */
  hidden: z.boolean().optional(),
});
export type Revision = z.infer<typeof revisionSchema>;

/** Narrows a list of revisions; all conditions have to hold. */
export const revisionQuerySchema = pageQuerySchema.extend({
  /** Part of a note, of a changed or set field's path, or of its value. */
  q: textSchema.max(200).optional(),
  /** A field that has to be set, such as `image.tag`, `env[LOG_LEVEL]` or `spec.volumes[data].size`. */
  path: textSchema.max(300).optional(),
  /** What is at `path`, with `*` for any text, such as `2.*`. */
  value: textSchema.max(300).optional(),
  by: textSchema.max(255).optional(),
  via: revisionSchema.shape.via.optional(),
  outcome: outcomeSchema.optional(),
  /** A section that the revision changed, such as `image`. */
  section: textSchema.max(20).optional(),
  since: instantSchema.optional(),
  until: instantSchema.optional(),
  /** Hidden ones as well. */
  hidden: z.stringbool().optional(),
});
export type RevisionQuery = z.output<typeof revisionQuerySchema>;
