import { changesProject, forBearers, readsProject } from '../api/Route';
import type { Routes } from '../api/createRoutes';
import { readRawBody } from '../webhooks/readRawBody';
import type { WebhookService } from '../webhooks/WebhookService';
import type { DeployTokenService } from './DeployTokenService';

/** Operations of webhooks and deploy tokens. */
export type DeployingOperation =
  | 'getWebhook'
  | 'makeWebhook'
  | 'removeWebhook'
  | 'receiveWebhook'
  | 'listDeployTokens'
  | 'makeDeployToken'
  | 'revokeDeployToken'
  | 'deployImage';

/** The services behind them. */
export interface DeployingServices {
  readonly webhooks: WebhookService;
  readonly deployTokens: DeployTokenService;
}

/** Where pipelines put their token if the bearer is somebody else's. */
const TOKEN_HEADER = 'One-Click-Deploy-Token';

/** Routes of webhooks and deploy tokens. */
export function createDeployingRoutes(
  services: DeployingServices,
): Pick<Routes, DeployingOperation> {
  return { ...createWebhookRoutes(services), ...createTokenRoutes(services) };
}

type WebhookOperation =
  | 'getWebhook'
  | 'makeWebhook'
  | 'removeWebhook'
  | 'receiveWebhook';

function createWebhookRoutes({
  webhooks,
}: DeployingServices): Pick<Routes, WebhookOperation> {
  return {
    getWebhook: readsProject('editor', ({ params }, access) =>
      webhooks.get({ access, rollout: params.rollout }),
    ),
    makeWebhook: changesProject(
      { role: 'editor', event: 'webhook-make' },
      ({ params, body }, access) =>
        webhooks.make({ access, rollout: params.rollout }, body.sender),
    ),
    removeWebhook: changesProject(
      { role: 'editor', event: 'webhook-remove' },
      async ({ params }, access) => {
        await webhooks.remove({ access, rollout: params.rollout });
        return {};
      },
    ),
    receiveWebhook: forBearers(
      { event: 'webhook-receive', quiet: true },
      async ({ params, exchange }) => {
        const { req } = exchange;
        await webhooks.receive(params.token, {
          body: await readRawBody(req),
          header: name => req.get(name),
        });
        return {};
      },
    ),
  };
}

function createTokenRoutes({
  deployTokens,
}: DeployingServices): Pick<
  Routes,
  Exclude<DeployingOperation, WebhookOperation>
> {
  return {
    listDeployTokens: readsProject('editor', ({ params, query }, access) =>
      deployTokens.list({ access, rollout: params.rollout }, query),
    ),
    makeDeployToken: changesProject(
      { role: 'editor', event: 'deploy-token-make' },
      ({ params, body }, access) =>
        deployTokens.make({ access, rollout: params.rollout }, body),
    ),
    revokeDeployToken: changesProject(
      { role: 'editor', event: 'deploy-token-revoke' },
      ({ params }, access) =>
        deployTokens.revoke({ access, rollout: params.rollout }, params.id),
    ),
    deployImage: forBearers(
      { event: 'image-deploy' },
      ({ body, exchange: { req } }) => {
        const bearer = /^Bearer (\S+)$/i.exec(req.get('Authorization') ?? '');
        return deployTokens.deploy(req.get(TOKEN_HEADER) ?? bearer?.[1], body);
      },
    ),
  };
}
