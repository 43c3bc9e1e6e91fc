import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import Router from 'express-promise-router';
import { oneClickServiceRef } from './OneClickService';
import type { OneClickService } from './OneClickService';

/** Stands where the One-Click backend would, and tells who it was asked by. */
const mirror = createBackendPlugin({
  pluginId: 'one-click',
  register(env) {
    env.registerInit({
      deps: {
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
      },
      async init({ httpRouter, httpAuth }) {
        const router = Router();
        router.get('/v1/me', async (req, res) => {
          const { principal } = await httpAuth.credentials(req, {
            allow: ['user'],
          });
          res.json({ userEntityRef: principal.userEntityRef });
        });
        httpRouter.use(router);
      },
    });
  },
});

async function startService(): Promise<OneClickService> {
  const handedOver: OneClickService[] = [];
  const consumer = createBackendPlugin({
    pluginId: 'consumer',
    register(env) {
      env.registerInit({
        deps: { oneClick: oneClickServiceRef },
        async init({ oneClick }) {
          handedOver.push(oneClick);
        },
      });
    },
  });
  await startTestBackend({ features: [mirror, consumer] });
  return handedOver[0]!;
}

describe('oneClickServiceRef', () => {
  it('asks the One-Click backend as the holder of the credentials', async () => {
    const oneClick = await startService();

    const ana = oneClick.actAs(mockCredentials.user('user:default/ana'));
    const sam = oneClick.actAs(mockCredentials.user('user:default/sam'));

    await expect(ana.getMe()).resolves.toEqual({
      userEntityRef: 'user:default/ana',
    });
    await expect(sam.getMe()).resolves.toEqual({
      userEntityRef: 'user:default/sam',
    });
  });
});
