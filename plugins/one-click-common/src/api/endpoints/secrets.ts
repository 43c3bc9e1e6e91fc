import {
  rolloutSecretsSchema,
  savedSchema,
  secretsQuerySchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inRollout } from './params';

/** Operations of secrets; values go in with a save and never come out. */
export const secretsEndpoints = {
  getSecrets: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/secrets',
    summary: 'Which secrets a revision has, who set them and when',
    params: inRollout,
    query: secretsQuerySchema,
    response: rolloutSecretsSchema,
  },
  moveSecrets: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/secrets/move',
    summary: 'Move what is readable in the Rollout into a Secret',
    params: inRollout,
    headers: ['Idempotency-Key'],
    response: savedSchema,
  },
} as const satisfies Record<string, Endpoint>;
