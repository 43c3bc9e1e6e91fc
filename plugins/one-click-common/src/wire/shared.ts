import { z } from 'zod';

/** A project's, rollout's or cluster's stable name: a DNS label, the id in URLs. */
export const nameSchema = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, {
    message:
      'must be 1 to 63 lower-case letters, digits or "-", with a letter or digit at both ends, such as "web"',
  });

/** A text as people type it, without what a database cannot keep. */
export const textSchema = z
  .string()
  .refine(text => !/[\0\p{Surrogate}]/u.test(text), {
    message: 'holds a zero byte or half a character: remove it',
  });

/** A catalog entity reference in full form, such as `group:default/team-payments`. */
export const entityRefSchema = textSchema
  .max(255)
  .regex(/^[a-z]+:[^/\s]+\/[^/\s]+$/, {
    message:
      'must be a full entity reference such as "group:default/team-payments"',
  });

/** A user or a group, which alone can own something or have a role. */
export const ownerRefSchema = entityRefSchema.regex(/^(user|group):/, {
  message: 'must be a user or a group, such as "group:default/team-payments"',
});

/** A rollout has no more revisions than databases can count in four bytes. */
export const MAX_REVISION = 2 ** 31 - 1;

/** The number of a revision; the first of a rollout is 1. */
export const revisionNumberSchema = z.number().int().min(1).max(MAX_REVISION);

/** The built-in roles of a project; each may do all that the ones before it may. */
export const ROLES = ['viewer', 'operator', 'editor', 'admin'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** Whether `role` may do what `needed` may. */
export function roleAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** What the caller may do here, and who can grant more. */
export const accessSchema = z.object({
  role: roleSchema,
  grantedBy: z.array(entityRefSchema),
});
export type Access = z.infer<typeof accessSchema>;

/** Cursor and size of a page; `limit` defaults to 50 and is at most 200. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(1024).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of items; `nextCursor` is absent on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    totalItems: z.number().int(),
    pageInfo: z.object({ nextCursor: z.string().optional() }),
  });
}
export interface Page<T> {
  items: T[];
  totalItems: number;
  pageInfo: { nextCursor?: string | undefined };
}

/** An instant in ISO 8601 with zone. */
export const instantSchema = z.iso.datetime({ offset: true });
