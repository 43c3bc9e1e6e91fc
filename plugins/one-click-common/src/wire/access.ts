import { z } from 'zod';
import {
  accessSchema,
  entityRefSchema,
  instantSchema,
  pageQuerySchema,
  roleSchema,
} from './shared';

/** Where a role in a project comes from. */
export const memberReasonSchema = z.enum([
  /** From the catalog: they, or one of their groups, own the project. */
  'owner',
  /** Somebody gave it to them. */
  'grant',
  /** The portal's policy makes them a platform engineer. */
  'platform-engineer',
  /** They are a backend plugin, which may look. */
  'service',
]);
export type MemberReason = z.infer<typeof memberReasonSchema>;

/** One user or group with a role in a project. What comes from ownership cannot be taken away here. */
export const memberSchema = z.object({
  principal: entityRefSchema,
  role: roleSchema,
  because: z.enum(['owner', 'grant']),
  /** When and by whom it was granted; absent for owners. */
  grantedAt: instantSchema.optional(),
  grantedBy: z.string().optional(),
});
export type Member = z.infer<typeof memberSchema>;

/** The role to give. */
export const memberSetSchema = z.object({ role: roleSchema });
export type MemberSet = z.infer<typeof memberSetSchema>;

/** Members come at most 200 a page, as other lists do. */
export const memberListQuerySchema = pageQuerySchema;

/** Who the caller is in a project: their role, why, what they may do, and who can grant more. */
export const accessDetailSchema = accessSchema.extend({
  /** All that gives the caller a role here. */
  reasons: z.array(
    z.object({
      because: memberReasonSchema,
      /** The user or group through which it comes; absent for platform engineers and services. */
      principal: entityRefSchema.optional(),
      role: roleSchema,
    }),
  ),
  /** Names of the permissions that the caller has here; both role and policy agree. */
  can: z.array(z.string()),
  /** The least role for each permission that the caller lacks, or `policy` where the portal's policy withholds it. */
  lacks: z.record(z.string(), z.union([roleSchema, z.literal('policy')])),
});
export type AccessDetail = z.infer<typeof accessDetailSchema>;
