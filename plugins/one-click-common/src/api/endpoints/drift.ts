import {
  driftDecisionSchema,
  driftReportSchema,
  savedSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inRollout } from './params';

/** Operations on what other hands changed in the cluster. */
export const driftEndpoints = {
  getDrift: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/drift',
    summary: 'What was changed in the cluster, and who owns which field',
    params: inRollout,
    response: driftReportSchema,
  },
  decideDrift: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/drift',
    summary: 'Keep, adopt or revert what was changed in the cluster',
    params: inRollout,
    body: driftDecisionSchema,
    headers: ['Idempotency-Key'],
    response: savedSchema,
  },
} as const satisfies Record<string, Endpoint>;
