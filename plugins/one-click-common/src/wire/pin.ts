import { z } from 'zod';
import { instantSchema, textSchema } from './shared';

/** An image that no update policy takes for this rollout. */
export const quarantinedImageSchema = z.object({
  id: z.string(),
  registry: z.string(),
  repository: z.string(),
  tag: z.string(),
  /** Known where the spec or a running instance named it; the same tag with another digest is another image. */
  digest: z.string().optional(),
  since: instantSchema,
  by: z.string(),
  /** The revision that was rolled back. */
  revision: z.number().int().optional(),
});
export type QuarantinedImage = z.infer<typeof quarantinedImageSchema>;

/** Why update policies leave a rollout alone. */
export const pinSchema = z.object({
  since: instantSchema,
  by: z.string(),
  /** The rollback that pinned it. */
  revision: z.number().int(),
});
export type Pin = z.infer<typeof pinSchema>;

/** What keeps update policies from a rollout. */
export const holdSchema = z.object({
  /** Ends by itself once a version newer than all quarantined ones appears. */
  pin: pinSchema.optional(),
  /** Newest first. */
  quarantined: z.array(quarantinedImageSchema),
});
export type Hold = z.infer<typeof holdSchema>;

export const unpinSchema = z.object({
  /** Takes all images out of quarantine as well, so that policies may take them again. */
  release: z.boolean().default(false),
});
export type Unpin = z.input<typeof unpinSchema>;

/** An image of the rollout's own repository, to be put into quarantine. */
export const quarantineSchema = z.object({
  tag: textSchema.min(1).max(128),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, {
      message: 'must be "sha256:" and 64 hexadecimal digits',
    })
    .optional(),
});
export type Quarantine = z.infer<typeof quarantineSchema>;
