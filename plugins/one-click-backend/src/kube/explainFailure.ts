import { stringifyError } from '@backstage/errors';
import { KubeForbiddenError } from '@one-click/backstage-plugin-one-click-kube';

/** Why a cluster could not be asked, as a person reads it. */
export function explainFailure(error: unknown): string {
  if (error instanceof KubeForbiddenError && error.missingRight) {
    const { verb, resource } = error.missingRight;
    return `The portal may not ${verb} ${resource} in this cluster`;
  }
  return `It could not be found out: ${stringifyError(error)}`;
}
