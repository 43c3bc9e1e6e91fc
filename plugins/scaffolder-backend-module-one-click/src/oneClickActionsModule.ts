import { createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { oneClickServiceRef } from '@one-click/backstage-plugin-one-click-node';
import { createRolloutCreateAction } from './actions/createRolloutCreateAction';
import { createRolloutWaitAction } from './actions/createRolloutWaitAction';
import { systemClock } from './Clock';

/** Registers `one-click:rollout:create` and `one-click:rollout:wait`. */
export const oneClickActionsModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'one-click',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        oneClick: oneClickServiceRef,
      },
      async init({ actions, oneClick }) {
        actions.addActions(
          createRolloutCreateAction({ oneClick }),
          createRolloutWaitAction({ oneClick, clock: systemClock }),
        );
      },
    });
  },
});
