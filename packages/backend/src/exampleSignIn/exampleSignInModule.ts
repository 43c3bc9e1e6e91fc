import { createBackendModule } from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { createExampleProvider } from './createExampleProvider';

/**
 * Registers the auth provider `example`, which signs in whoever is asked for
 * without any proof. Refuses to load when NODE_ENV is `production`.
 */
export const exampleSignInModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'example-sign-in',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        refuseInProduction(process.env.NODE_ENV);
        providers.registerProvider({
          providerId: 'example',
          factory: createExampleProvider,
        });
      },
    });
  },
});

function refuseInProduction(mode: string | undefined): void {
  if (mode === 'production') {
    throw new Error(
      "The example sign-in lets anybody in as anybody, so it does not load when NODE_ENV is 'production'. Remove 'exampleSignInModule' from packages/backend/src/index.ts and add the auth provider your company uses",
    );
  }
}
