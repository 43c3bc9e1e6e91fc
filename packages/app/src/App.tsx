import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav';
import { signInModule } from './signIn';

/**
 * The portal. Plugins are found among the dependencies in package.json (see
 * `app.packages` in the configuration); only what this app adds is named here.
 */
export default createApp({ features: [navModule, signInModule] });
