import {
  pageOf,
  rolloutCreateSchema,
  rolloutDetailSchema,
  rolloutListQuerySchema,
  rolloutSaveSchema,
  rolloutSummarySchema,
  savedSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inProject, inRollout, SPEC_BODY_LIMIT } from './params';

/** Operations of rollouts. */
export const rolloutsEndpoints = {
  listRollouts: {
    method: 'get',
    path: '/v1/rollouts',
    summary: 'Rollouts that the caller may see, worst first',
    query: rolloutListQuerySchema,
    response: pageOf(rolloutSummarySchema),
  },
  createRollout: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts',
    summary: 'Make a rollout with its first revision',
    params: inProject,
    body: rolloutCreateSchema,
    bodyLimit: SPEC_BODY_LIMIT,
    headers: ['Idempotency-Key'],
    status: 201,
    response: savedSchema,
  },
  getRollout: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}',
    summary: 'One rollout with its newest spec',
    params: inRollout,
    response: rolloutDetailSchema,
  },
  saveRollout: {
    method: 'put',
    path: '/v1/projects/{project}/rollouts/{rollout}/spec',
    summary: 'Save the spec as a new revision',
    params: inRollout,
    body: rolloutSaveSchema,
    bodyLimit: SPEC_BODY_LIMIT,
    headers: ['If-Match', 'Idempotency-Key'],
    response: savedSchema,
  },
} as const satisfies Record<string, Endpoint>;
