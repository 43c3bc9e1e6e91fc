import {
  pageOf,
  projectCreateSchema,
  projectListQuerySchema,
  projectSchema,
  projectUpdateSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inProject } from './params';

/** Operations of projects. */
export const projectsEndpoints = {
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
} as const satisfies Record<string, Endpoint>;
