import { ConflictError, NotFoundError, toError } from '@backstage/errors';
import {
  KubeError,
  KubeNotFoundError,
  KubeServerError,
  KubeTimeoutError,
  KubeTooManyRequestsError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import { ClusterAwayError } from '../errors';

const AWAY = [
  KubeUnavailableError,
  KubeTimeoutError,
  KubeServerError,
  KubeTooManyRequestsError,
] as const;

/** What a caller is told of an act that a cluster did not do. */
export function toActError(error: unknown, cluster: string): Error {
  if (AWAY.some(type => error instanceof type)) {
    return new ClusterAwayError(cluster);
  }
  if (error instanceof KubeNotFoundError) {
    return new NotFoundError(`It is gone already: ${error.message}`);
  }
  return error instanceof KubeError
    ? new ConflictError(`Cluster '${cluster}' refused: ${error.message}`)
    : toError(error);
}
