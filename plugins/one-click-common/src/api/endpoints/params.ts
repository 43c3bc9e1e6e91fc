import { z } from 'zod';
import { nameSchema } from '../../wire';

/** The path names a project. */
export const inProject = { project: nameSchema };

/** The path names a rollout. */
export const inRollout = { project: nameSchema, rollout: nameSchema };

/** A rollout with every list full stays below this, in bytes. */
export const SPEC_BODY_LIMIT = 2 * 1024 * 1024;

/** A part of an entity reference; the catalog compares them in lower case. */
const partSchema = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9_.]{0,61}[a-z0-9])?$/i, {
    message:
      'must be the namespace or name of an entity: 1 to 63 letters, digits, "-", "_" or "."',
  })
  .toLowerCase();

/** The path names a user or a group. A reference in one piece has a slash in it, which proxies tamper with. */
export const ofPrincipal = {
  kind: z.enum(['user', 'group']),
  namespace: partSchema,
  name: partSchema,
};
