import { z } from 'zod';
import {
  deployedSchema,
  deploySchema,
  deployTokenInputSchema,
  deployTokenMadeSchema,
  deployTokenSchema,
  pageOf,
  pageQuerySchema,
  webhookInputSchema,
  webhookMadeSchema,
  webhookSchema,
} from '../../wire';
import type { Endpoint } from './Endpoint';
import { inRollout } from './params';

/** Operations of webhooks and deploy tokens: how registries and pipelines call. */
export const deployingEndpoints = {
  getWebhook: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/webhook',
    summary: 'Who may have the update policy look, and how the last call went',
    params: inRollout,
    response: webhookSchema,
  },
  makeWebhook: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/webhook',
    summary:
      'Make a webhook, in place of the one before; URL and secret are shown once',
    params: inRollout,
    body: webhookInputSchema,
    status: 201,
    response: webhookMadeSchema,
  },
  removeWebhook: {
    method: 'delete',
    path: '/v1/projects/{project}/rollouts/{rollout}/webhook',
    summary: 'Take no calls any more',
    params: inRollout,
    response: z.object({}),
  },
  receiveWebhook: {
    method: 'post',
    path: '/v1/webhooks/{token}',
    summary:
      'A call that may make an update policy look; the answer is always the same',
    params: { token: z.string() },
    status: 202,
    response: z.object({}),
  },
  listDeployTokens: {
    method: 'get',
    path: '/v1/projects/{project}/rollouts/{rollout}/deploy-tokens',
    summary: 'Tokens of pipelines, newest first',
    params: inRollout,
    query: pageQuerySchema,
    response: pageOf(deployTokenSchema),
  },
  makeDeployToken: {
    method: 'post',
    path: '/v1/projects/{project}/rollouts/{rollout}/deploy-tokens',
    summary: 'Make a token for a pipeline; it is shown once',
    params: inRollout,
    body: deployTokenInputSchema,
    status: 201,
    response: deployTokenMadeSchema,
  },
  revokeDeployToken: {
    method: 'delete',
    path: '/v1/projects/{project}/rollouts/{rollout}/deploy-tokens/{id}',
    summary: 'Refuse a token from now on',
    params: { ...inRollout, id: z.string().max(36) },
    response: deployTokenSchema,
  },
  deployImage: {
    method: 'post',
    path: '/v1/deploy',
    summary:
      'Change tag or digest of the rollout whose deploy token comes as bearer, or in One-Click-Deploy-Token',
    body: deploySchema,
    headers: ['One-Click-Deploy-Token'],
    response: deployedSchema,
  },
} as const satisfies Record<string, Endpoint>;
