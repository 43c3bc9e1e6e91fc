import { ConflictError } from '@backstage/errors';
import {
  KubeError,
  KubeForbiddenError,
  KubeInvalidError,
  KubeRefusedError,
} from '@one-click/backstage-plugin-one-click-kube';
import { ClusterAwayError, UnacceptableError } from '../errors';
import { NamespaceTakenError } from '../kube/KubeGateway';

/** What a failed call to where secret values are means to whoever saves. */
export function toVaultError(error: unknown, cluster: string): unknown {
  if (error instanceof NamespaceTakenError) {
    return new ConflictError(error.message);
  }
  if (isRefusal(error)) {
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

/** Trying again would not help. */
function isRefusal(error: unknown): error is KubeError {
  return (
    error instanceof KubeForbiddenError ||
    error instanceof KubeInvalidError ||
    error instanceof KubeRefusedError
  );
}
