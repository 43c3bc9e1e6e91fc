import { z } from 'zod';
import { avatarUploadSchema, avatarVersionSchema } from '../../wire';
import type { Endpoint } from './Endpoint';
import { inProject, inRollout } from './params';

/** In bytes: the largest picture in base64, and some room. */
const AVATAR_BODY_LIMIT = 1_400_000;

const ofProject = {
  path: '/v1/projects/{project}/avatar',
  params: inProject,
} as const;
const ofRollout = {
  path: '/v1/projects/{project}/rollouts/{rollout}/avatar',
  params: inRollout,
} as const;
const picture = { produces: 'image/*', response: z.string() } as const;

/** Operations of the pictures that projects and rollouts have. */
export const avatarsEndpoints = {
  getProjectAvatar: {
    ...ofProject,
    ...picture,
    method: 'get',
    summary: "A project's picture",
  },
  setProjectAvatar: {
    ...ofProject,
    method: 'put',
    summary: 'Give a project a picture',
    body: avatarUploadSchema,
    bodyLimit: AVATAR_BODY_LIMIT,
    response: avatarVersionSchema,
  },
  removeProjectAvatar: {
    ...ofProject,
    method: 'delete',
    summary: "Take a project's picture away",
    response: avatarVersionSchema,
  },
  getRolloutAvatar: {
    ...ofRollout,
    ...picture,
    method: 'get',
    summary: "A rollout's picture",
  },
  setRolloutAvatar: {
    ...ofRollout,
    method: 'put',
    summary: 'Give a rollout a picture',
    body: avatarUploadSchema,
    bodyLimit: AVATAR_BODY_LIMIT,
    response: avatarVersionSchema,
  },
  removeRolloutAvatar: {
    ...ofRollout,
    method: 'delete',
    summary: "Take a rollout's picture away",
    response: avatarVersionSchema,
  },
} as const satisfies Record<string, Endpoint>;
