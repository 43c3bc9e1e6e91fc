import { activityQuerySchema, activitySchema, pageOf } from '../../wire';
import type { Endpoint } from './Endpoint';
import { inProject, inRollout } from './params';

/** Operations of the timeline. */
export const activityEndpoints = {
  listProjectActivity: {
    method: 'get',
    path: '/v1/projects/{project}/activity',
    summary: 'What happened in a project, newest first',
    params: inProject,
    query: activityQuerySchema,
    response: pageOf(activitySchema),
  },
  listRolloutActivity: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/activity',
    summary: 'What happened to a rollout, newest first',
    params: inRollout,
    query: activityQuerySchema,
    response: pageOf(activitySchema),
  },
} as const satisfies Record<string, Endpoint>;
