import { z } from 'zod';
import {
  MAX_REVISION,
  pageOf,
  pageQuerySchema,
  revisionDetailSchema,
  revisionSchema,
  rollbackSchema,
  savedSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inRollout } from './params';

/** Operations of revisions. */
export const revisionsEndpoints = {
  rollBack: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/rollback',
    summary: 'Make a new revision with exactly the spec of an old one',
    params: inRollout,
    body: rollbackSchema,
    headers: ['Idempotency-Key'],
    response: savedSchema,
  },
  listRevisions: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/revisions',
    summary: 'Revisions of a rollout, newest first',
    params: inRollout,
    query: pageQuerySchema,
    response: pageOf(revisionSchema),
  },
  getRevision: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/revisions/{revision}',
    summary: 'One revision with its spec',
    params: {
      ...inRollout,
      revision: z.coerce.number().int().min(1).max(MAX_REVISION),
    },
    response: revisionDetailSchema,
  },
} as const satisfies Record<string, Endpoint>;
