import { z } from 'zod';
import {
  hostCheckQuerySchema,
  hostCheckSchema,
  newRolloutCheckSchema,
  rolloutCheckSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inProject, inRollout, SPEC_BODY_LIMIT } from './params';

/** Operations that find out what would come of a save; none changes anything. */
export const preflightEndpoints = {
  checkNewRollout: {
    method: 'post',
    path: '/v1/projects/{project}/preflight',
    summary:
      'Check a rollout that is to be made, each finding as a server-sent event',
    params: inProject,
    body: newRolloutCheckSchema,
    bodyLimit: SPEC_BODY_LIMIT,
    produces: 'text/event-stream',
    response: z.string(),
  },
  checkRollout: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/preflight',
    summary: 'Check a draft, each finding as a server-sent event',
    params: inRollout,
    body: rolloutCheckSchema,
    bodyLimit: SPEC_BODY_LIMIT,
    produces: 'text/event-stream',
    response: z.string(),
  },
  checkHost: {
    method: 'get',
    path: '/v1/projects/{project}/host-check',
    summary: "Whether an address is free in the project's cluster",
    params: inProject,
    query: hostCheckQuerySchema,
    response: hostCheckSchema,
  },
} as const satisfies Record<string, Endpoint>;
