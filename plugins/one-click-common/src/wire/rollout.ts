import { z } from 'zod';
import type { RolloutSpecInput } from '../v1alpha1';
import { binnedSchema } from './bin';
import { blueprintOriginSchema } from './blueprintParameter';
import { healthSchema, rolloutStateSchema } from './health';
import { acknowledgedSchema, revisionSchema } from './revision';
import { secretsEditSchema } from './secrets';
import {
  accessSchema,
  entityRefSchema,
  instantSchema,
  nameSchema,
  pageQuerySchema,
  revisionNumberSchema,
  textSchema,
} from './shared';
import { updateImageSchema } from './update';

/**
 * A rollout's spec as the user wrote it, without defaults. Its own schema
 * (`./v1alpha1/schema`) judges it, so that errors name fields; here it is only
 * an object.
 */
export const specSchema = z.custom<RolloutSpecInput>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
  { message: 'must be an object: the spec of a Rollout' },
);

/** Facts beside the state; never a second state. */
export const noteSchema = z.enum([
  'pinned',
  'changedInCluster',
  'madeInCluster',
  'deletedInCluster',
]);
export type RolloutNote = z.infer<typeof noteSchema>;

/** A rollout in lists, rows and cards. */
export const rolloutSummarySchema = z.object({
  project: nameSchema,
  projectTitle: z.string(),
  name: nameSchema,
  title: z.string(),
  owner: entityRefSchema,
  cluster: nameSchema,
  namespace: nameSchema,
  health: healthSchema,
  image: z.object({
    registry: z.string(),
    repository: z.string(),
    tag: z.string(),
    digest: z.string().optional(),
  }),
  hosts: z.array(
    z.object({ host: z.string(), path: z.string(), tls: z.boolean() }),
  ),
  entityRefs: z.array(entityRefSchema),
  notes: z.array(noteSchema),
  /** What its update policy found and did not take by itself. */
  newerImage: updateImageSchema.optional(),
  lastChange: z.object({
    revision: z.number().int(),
    at: instantSchema,
    by: z.string(),
    via: revisionSchema.shape.via,
  }),
  access: accessSchema,
  /** Where it waits in the bin. */
  binned: binnedSchema.optional(),
  /** Version of its picture; absent where it has none. */
  avatar: z.string().optional(),
});
export type RolloutSummary = z.infer<typeof rolloutSummarySchema>;

/** A rollout with its newest revision's spec: the base of a draft. */
export const rolloutDetailSchema = rolloutSummarySchema.extend({
  /** The newest revision, which a form opens and a save names in If-Match. */
  revision: revisionSchema,
  spec: specSchema,
  podNames: z.array(z.string()),
  /** Saved revisions that wait to be applied, oldest first. */
  waiting: z.array(z.number().int()),
});
export type RolloutDetail = z.infer<typeof rolloutDetailSchema>;

/** What a new rollout needs: a name and the spec as typed. */
export const rolloutCreateSchema = z.object({
  name: nameSchema,
  title: textSchema.trim().min(1).max(63).optional(),
  spec: specSchema,
  secrets: secretsEditSchema.optional(),
  note: textSchema.max(500).optional(),
  acknowledged: acknowledgedSchema.optional(),
  /** The version and the answers that its spec was made with. */
  blueprint: blueprintOriginSchema.optional(),
  /** Catalog entity that this rollout runs. */
  entityRef: entityRefSchema.optional(),
  via: z.enum(['create', 'template']).default('create'),
});
export type RolloutCreate = z.input<typeof rolloutCreateSchema>;

/** Volumes that may go with their data: those that leave the spec and say `onRemove: delete`. Others only detach. */
const loseVolumesSchema = z.array(textSchema.max(63)).max(100);

/** A save: the whole spec as edited, on the revision named in If-Match. */
export const rolloutSaveSchema = z.object({
  spec: specSchema,
  secrets: secretsEditSchema.optional(),
  note: textSchema.max(500).optional(),
  acknowledged: acknowledgedSchema.optional(),
  loseVolumes: loseVolumesSchema.optional(),
});
export type RolloutSave = z.input<typeof rolloutSaveSchema>;

/** A rollback pins the rollout, so that no update policy undoes it. */
export const rollbackSchema = z.object({
  revision: revisionNumberSchema,
  note: textSchema.max(500).optional(),
  acknowledged: acknowledgedSchema.optional(),
  loseVolumes: loseVolumesSchema.optional(),
  /** Whether the image that is rolled back goes into quarantine. */
  quarantine: z.boolean().default(true),
});
export type Rollback = z.input<typeof rollbackSchema>;

/** What a save, creation or rollback answers: the rollout, and whether a revision was made. */
export const savedSchema = z.object({
  rollout: rolloutDetailSchema,
  /** False where the spec equals the newest revision's. */
  changed: z.boolean(),
});
export type Saved = z.infer<typeof savedSchema>;

/** One field that both sides changed; values of secrets are never in it. */
export const clashSchema = z.object({
  path: z.string(),
  base: z.unknown().optional(),
  theirs: z.unknown().optional(),
  mine: z.unknown().optional(),
});

/** In the error of a 409: who saved meanwhile, and what clashes. */
export const saveConflictSchema = z.object({
  revision: z.number().int(),
  by: z.string(),
  at: instantSchema,
  clashes: z.array(clashSchema),
});
export type SaveConflict = z.infer<typeof saveConflictSchema>;

/** One field of a refused body; `path` as in `spec.image.tag`. */
export const fieldErrorSchema = z.object({
  path: z.string(),
  message: z.string(),
});
export type FieldError = z.infer<typeof fieldErrorSchema>;

export const rolloutListQuerySchema = pageQuerySchema.extend({
  q: textSchema.max(200).optional(),
  project: nameSchema.optional(),
  state: rolloutStateSchema.optional(),
  entityRef: entityRefSchema.optional(),
  /** Only those whose update policy found a newer image. */
  hasNewerImage: z.stringbool().optional(),
});
export type RolloutListQuery = Partial<z.output<typeof rolloutListQuerySchema>>;
