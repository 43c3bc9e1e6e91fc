import { nameSchema } from '../../wire';

/** The path names a project. */
export const inProject = { project: nameSchema };

/** The path names a rollout. */
export const inRollout = { project: nameSchema, rollout: nameSchema };

/** A rollout with every list full stays below this, in bytes. */
export const SPEC_BODY_LIMIT = 2 * 1024 * 1024;
