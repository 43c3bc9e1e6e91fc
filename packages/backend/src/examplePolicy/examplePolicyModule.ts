import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { ExamplePolicy } from './ExamplePolicy';

/**
 * Sets {@link ExamplePolicy} as the permission policy. Who the platform
 * engineers are is read from `permission.example.platformEngineers`, a list of
 * user or group references; nobody where absent.
 */
export const examplePolicyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'example-policy',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, policy, userInfo }) {
        const platformEngineers =
          config.getOptionalStringArray(
            'permission.example.platformEngineers',
          ) ?? [];
        policy.setPolicy(ExamplePolicy.create({ platformEngineers, userInfo }));
      },
    });
  },
});
