import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  oneClickBlueprintSourcesExtensionPoint,
  oneClickClustersExtensionPoint,
  oneClickRolloutRulesExtensionPoint,
  oneClickTagSourcesExtensionPoint,
} from '@one-click/backstage-plugin-one-click-node';
import { createOneClick } from './createOneClick';
import { createExtensions } from './extensions';

/** Projects, rollouts and their revisions: the API, and what makes clusters follow it. */
export const oneClickPlugin = createBackendPlugin({
  pluginId: 'one-click',
  register(env) {
    const extensions = createExtensions();
    env.registerExtensionPoint(
      oneClickClustersExtensionPoint,
      extensions.clusters,
    );
    env.registerExtensionPoint(
      oneClickRolloutRulesExtensionPoint,
      extensions.rules,
    );
    env.registerExtensionPoint(
      oneClickTagSourcesExtensionPoint,
      extensions.tags,
    );

    env.registerExtensionPoint(
      oneClickBlueprintSourcesExtensionPoint,
      extensions.blueprints,
    );

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        userInfo: coreServices.userInfo,
      },
      async init({ httpRouter, lifecycle, ...services }) {
        const oneClick = await createOneClick({
          ...services,
          connector: extensions.connector(),
          rolloutRules: extensions.rolloutRules(),
          blueprintSources: extensions.blueprintSources(),
          tagSources: extensions.tagSources(),
        });
        httpRouter.use(oneClick.router);
        for (const path of oneClick.openPaths) {
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        lifecycle.addStartupHook(() => oneClick.start());
        lifecycle.addShutdownHook(() => oneClick.stop());
      },
    });
  },
});
