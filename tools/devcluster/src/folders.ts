import { dirname, join } from 'node:path';

// As in the sources, so everywhere: this package always runs from them.
const PACKAGE = dirname(require.resolve('../package.json'));

/** Sources of the Go module that is our control plane. */
export const GO_FOLDER = join(PACKAGE, 'go');

/** Sources of the Go module that is Helm. */
export const HELM_FOLDER = join(PACKAGE, 'helm');

/** Sources of the Go module that is an image registry. */
export const REGISTRY_FOLDER = join(PACKAGE, 'registry');

/** What the suite ships to clusters: roles and CRDs. */
export const DEPLOY_FOLDER = join(PACKAGE, '..', '..', 'deploy');
