import { createBackend } from '@backstage/backend-defaults';
import { examplePolicyModule } from './examplePolicy';
import { exampleSignInModule } from './exampleSignIn';

const backend = createBackend();

// The app and who may use it. Both examples are for trying things out: put your
// own sign-in and policy in their place before anybody else can reach the portal.
backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(exampleSignInModule);
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(examplePolicyModule);
backend.add(import('@backstage/plugin-user-settings-backend'));

// The catalog and finding things in it.
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

// Telling people, and other plugins, what happened.
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));

// Software templates, with the actions that create rollouts.
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@one-click/backstage-plugin-scaffolder-backend-module-one-click'),
);

// One-Click, and the operator where the configuration asks to supervise it.
backend.add(import('@one-click/backstage-plugin-one-click-backend'));
backend.add(import('@one-click/backstage-plugin-one-click-operator'));

backend.start();
