import { z } from 'zod';
import {
  accessDetailSchema,
  memberListQuerySchema,
  memberSchema,
  memberSetSchema,
  pageOf,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inProject, ofPrincipal } from './params';

const ofMember = { ...inProject, ...ofPrincipal };

/** Operations of who may do what in a project. */
export const accessEndpoints = {
  getAccess: {
    method: 'get',
    path: '/v1/projects/{project}/access',
    summary: 'What the caller may do in a project, why, and who can grant more',
    params: inProject,
    response: accessDetailSchema,
  },
  listMembers: {
    method: 'get',
    path: '/v1/projects/{project}/members',
    summary: 'Who has a role in a project: its owner, then grants by name',
    params: inProject,
    query: memberListQuerySchema,
    response: pageOf(memberSchema),
  },
  setMember: {
    method: 'put',
    path: '/v1/projects/{project}/members/{kind}/{namespace}/{name}',
    summary: 'Give a user or a group a role, or another one than before',
    params: ofMember,
    body: memberSetSchema,
    response: memberSchema,
  },
  removeMember: {
    method: 'delete',
    path: '/v1/projects/{project}/members/{kind}/{namespace}/{name}',
    summary: 'Take away the role that a user or a group was granted',
    params: ofMember,
    response: z.object({ removed: z.boolean() }),
  },
} as const satisfies Record<string, Endpoint>;
