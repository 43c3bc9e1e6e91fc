import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { OperatorProcess } from './supervisor/OperatorProcess';
import { readSupervision } from './supervisor/readSupervision';

/** Runs the operator as a child process for each cluster whose configuration asks for it. */
export const oneClickOperatorPlugin = createBackendPlugin({
  pluginId: 'one-click-operator',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ config, lifecycle, logger }) {
        const operators = readSupervision(config).map(
          ({ cluster, args }) =>
            new OperatorProcess({
              program: resolvePackagePath(
                '@one-click/backstage-plugin-one-click-operator',
                'dist/program/main.js',
              ),
              args,
              log: logger.child({ cluster }),
              delay: (ms, signal) =>
                sleep(ms, undefined, { signal }).catch(() => undefined),
            }),
        );
        lifecycle.addStartupHook(() => operators.forEach(one => one.start()));
        lifecycle.addShutdownHook(async () => {
          await Promise.all(operators.map(one => one.stop()));
        });
      },
    });
  },
});

export default oneClickOperatorPlugin;
