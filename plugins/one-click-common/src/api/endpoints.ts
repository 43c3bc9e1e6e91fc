import { z } from 'zod';
import {
  MAX_REVISION,
  blueprintSchema,
  clusterSchema,
  meSchema,
  nameSchema,
  pageOf,
  pageQuerySchema,
  projectCreateSchema,
  projectListQuerySchema,
  projectSchema,
  projectUpdateSchema,
  revisionDetailSchema,
  revisionSchema,
  rollbackSchema,
  rolloutCreateSchema,
  rolloutDetailSchema,
  rolloutListQuerySchema,
  rolloutSaveSchema,
  rolloutSummarySchema,
  savedSchema,
  streamRequestSchema,
} from '../wire';

const inProject = { project: nameSchema };
const inRollout = { project: nameSchema, rollout: nameSchema };

/**
 * Every operation of the API, once: the backend's router, the OpenAPI document
 * and the typed client all come from this table.
 *
 * `status` defaults to 200. `headers` names request headers that matter;
 * `Idempotency-Key` makes a retried request one revision, `If-Match` is the
 * revision that the form was opened with, in quotes.
 */
export const endpoints = {
  getMe: {
    method: 'get',
    path: '/v1/me',
    summary: 'Who asks and what they may do',
    response: meSchema,
  },
  listClusters: {
    method: 'get',
    path: '/v1/clusters',
    summary: 'The configured clusters and what is known of them',
    response: z.object({ items: z.array(clusterSchema) }),
  },
  listBlueprints: {
    method: 'get',
    path: '/v1/blueprints',
    summary: 'Blueprints that the caller may deploy',
    response: z.object({ items: z.array(blueprintSchema) }),
  },
  listProjects: {
    method: 'get',
    path: '/v1/projects',
    summary: 'Projects that the caller may see',
    query: projectListQuerySchema,
    response: pageOf(projectSchema),
  },
  createProject: {
    method: 'post',
    path: '/v1/projects',
    summary: 'Make a project and, soon, its namespace',
    body: projectCreateSchema,
    headers: ['Idempotency-Key'],
    status: 201,
    response: projectSchema,
  },
  getProject: {
    method: 'get',
    path: '/v1/projects/{project}',
    summary: 'One project',
    params: inProject,
    response: projectSchema,
  },
  updateProject: {
    method: 'put',
    path: '/v1/projects/{project}',
    summary: 'Change title, description, tags or owner',
    params: inProject,
    body: projectUpdateSchema,
    response: projectSchema,
  },
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
    headers: ['If-Match', 'Idempotency-Key'],
    response: savedSchema,
  },
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
  stream: {
    method: 'post',
    path: '/v1/stream',
    summary: 'The one stream of a browser tab, as server-sent events',
    body: streamRequestSchema,
    headers: ['Last-Event-ID'],
    produces: 'text/event-stream',
    response: z.string(),
  },
} as const satisfies Record<string, Endpoint>;

/** One operation of the API; see `endpoints`. */
export interface Endpoint {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  summary: string;
  params?: Record<string, z.ZodType>;
  query?: z.ZodObject;
  body?: z.ZodType;
  headers?: readonly string[];
  status?: number;
  produces?: string;
  response: z.ZodType;
}

export type Operation = keyof typeof endpoints;
