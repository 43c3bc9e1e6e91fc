import { z } from 'zod';
import { instantSchema, nameSchema } from './shared';

/** A configured cluster as pages see it. Facts are absent while it was never reached. */
export const clusterSchema = z.object({
  name: nameSchema,
  title: z.string(),
  state: z.enum(['reachable', 'away', 'unknown']),
  /** Since when `state` holds. */
  since: instantSchema,
  operator: z.enum(['running', 'away', 'unknown']),
  ingressClasses: z
    .array(z.object({ name: z.string(), isDefault: z.boolean() }))
    .optional(),
  storageClasses: z
    .array(
      z.object({
        name: z.string(),
        isDefault: z.boolean(),
        canGrow: z.boolean(),
      }),
    )
    .optional(),
});
export type Cluster = z.infer<typeof clusterSchema>;

/** Who asks, and what they may do outside of any project. */
export const meSchema = z.object({
  userEntityRef: z.string(),
  ownershipEntityRefs: z.array(z.string()),
  canCreateProjects: z.boolean(),
  canAdminister: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;
