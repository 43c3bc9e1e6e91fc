import { ConflictError } from '@backstage/errors';
import {
  KubeError,
  KubeForbiddenError,
  KubeRefusedError,
} from '@one-click/backstage-plugin-one-click-kube';
import { ClusterAwayError, UnacceptableError } from '../errors';
import { NamespaceTakenError } from '../kube/KubeGateway';

/** What a failed call to where secret values are means to whoever saves. */
export function toVaultError(error: unknown, cluster: string): unknown {
  if (error instanceof NamespaceTakenError) {
    return new ConflictError(error.message);
  }
  if (
    error instanceof KubeForbiddenError ||
    error instanceof KubeRefusedError
  ) {
    return new UnacceptableError([
      {
        path: 'secrets',
        message: `cannot be kept in cluster '${cluster}': ${error.message}`,
      },
    ]);
  }
  return error instanceof KubeError
    ? new ClusterAwayError(cluster, 'secrets')
    : error;
}
