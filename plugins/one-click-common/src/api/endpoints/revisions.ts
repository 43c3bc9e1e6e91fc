import { z } from 'zod';
import {
  comparisonQuerySchema,
  comparisonSchema,
  MAX_REVISION,
  pageOf,
  revisionDetailSchema,
  revisionQuerySchema,
  revisionSchema,
  rollbackSchema,
  savedSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inRollout } from './params';

const inRevision = {
  ...inRollout,
  revision: z.coerce.number().int().min(1).max(MAX_REVISION),
};

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
    query: revisionQuerySchema,
    response: pageOf(revisionSchema),
  },
  getRevision: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/revisions/{revision}',
    summary: 'One revision with its spec',
    params: inRevision,
    response: revisionDetailSchema,
  },
  compareRevisions: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/comparison',
    summary: 'What differs between any two revisions, field by field',
    params: inRollout,
    query: comparisonQuerySchema,
    response: comparisonSchema,
  },
  hideRevision: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/revisions/{revision}/hide',
    summary: 'Leave a revision out of lists; nothing is deleted',
    params: inRevision,
    response: revisionSchema,
  },
  unhideRevision: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/revisions/{revision}/unhide',
    summary: 'Show a hidden revision in lists again',
    params: inRevision,
    response: revisionSchema,
  },
} as const satisfies Record<string, Endpoint>;
