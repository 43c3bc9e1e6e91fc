import { z } from 'zod';
import {
  contentsSchema,
  projectAdoptSchema,
  projectSchema,
  purgeRequestSchema,
  purgeSchema,
  rolloutDetailSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inProject, inRollout } from './params';

/** Operations of the bin, and what exists before something goes there. */
export const binEndpoints = {
  getRolloutContents: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/contents',
    summary: 'What exists of a rollout in its cluster right now',
    params: inRollout,
    response: contentsSchema,
  },
  binRollout: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/bin',
    summary: 'Move a rollout to the bin: it stops, its data is kept',
    params: inRollout,
    response: rolloutDetailSchema,
  },
  unbinRollout: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/bin/restore',
    summary: 'Bring a rollout back from the bin as it was',
    params: inRollout,
    response: rolloutDetailSchema,
  },
  purgeRollout: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/bin/purge',
    summary: 'Delete a rollout in the bin for good, with its data',
    params: inRollout,
    body: purgeRequestSchema,
    status: 202,
    response: purgeSchema,
  },
  getProjectContents: {
    method: 'get',
    path: '/v1/projects/{project}/contents',
    summary: "What exists in a project's namespace right now",
    params: inProject,
    response: contentsSchema,
  },
  binProject: {
    method: 'post',
    path: '/v1/projects/{project}/bin',
    summary: 'Move a project to the bin with all of its rollouts',
    params: inProject,
    response: projectSchema,
  },
  unbinProject: {
    method: 'post',
    path: '/v1/projects/{project}/bin/restore',
    summary:
      'Bring a project back from the bin with the rollouts that went along',
    params: inProject,
    response: projectSchema,
  },
  purgeProject: {
    method: 'post',
    path: '/v1/projects/{project}/bin/purge',
    summary:
      'Delete a project in the bin for good, with its namespace if that is ours',
    params: inProject,
    body: purgeRequestSchema,
    status: 202,
    response: purgeSchema,
  },
  adoptNamespace: {
    method: 'post',
    path: '/v1/adoptions',
    summary:
      'Make a project of a namespace that exists; for platform engineers',
    body: projectAdoptSchema,
    headers: ['Idempotency-Key'],
    status: 201,
    response: projectSchema,
  },
  getPurge: {
    method: 'get',
    path: '/v1/purges/{purge}',
    summary: 'What a purge deleted, and what is still there',
    params: { purge: z.uuid() },
    response: purgeSchema,
  },
} as const satisfies Record<string, Endpoint>;
