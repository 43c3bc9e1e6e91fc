import { z } from 'zod';
import { holdSchema, quarantineSchema, unpinSchema } from '../../wire';
import type { Endpoint } from './Endpoint';
import { inRollout } from './params';

const ROLLOUT = '/v1/projects/{project}/rollouts/{rollout}';

/** Operations on what keeps update policies from a rollout. */
export const pinsEndpoints = {
  getHold: {
    method: 'get',
    path: `${ROLLOUT}/hold`,
    summary:
      'Whether the rollout is pinned, and which images are in quarantine',
    params: inRollout,
    response: holdSchema,
  },
  unpin: {
    method: 'post',
    path: `${ROLLOUT}/unpin`,
    summary: 'Let update policies go on',
    params: inRollout,
    body: unpinSchema,
    response: holdSchema,
  },
  quarantineImage: {
    method: 'post',
    path: `${ROLLOUT}/quarantine`,
    summary: 'Keep update policies from an image',
    params: inRollout,
    body: quarantineSchema,
    response: holdSchema,
  },
  releaseImage: {
    method: 'delete',
    path: `${ROLLOUT}/quarantine/{image}`,
    summary: 'Take an image out of quarantine',
    params: { ...inRollout, image: z.uuid() },
    response: holdSchema,
  },
} as const satisfies Record<string, Endpoint>;
