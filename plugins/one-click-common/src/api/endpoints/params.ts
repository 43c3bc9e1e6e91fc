import { nameSchema } from '../../wire';

/** The path names a project. */
export const inProject = { project: nameSchema };

/** The path names a rollout. */
export const inRollout = { project: nameSchema, rollout: nameSchema };
