import type { RegistryProblem } from '@one-click/backstage-plugin-one-click-common';
import { ClusterAwayError } from '../errors';
import { RegistryError } from './RegistryError';

/** What to tell of a registry that gave no answer; throws on whatever else went wrong. */
export function toProblem(error: unknown, now: number): RegistryProblem {
  if (error instanceof ClusterAwayError) {
    return {
      id: 'away',
      sentence:
        'The registry sign-in is kept in the cluster, which is away: this is tried again when it is back',
    };
  }
  if (!(error instanceof RegistryError)) {
    throw error;
  }
  const { problem: id, message: sentence, retryAfterMs } = error;
  return {
    id,
    sentence,
    ...(retryAfterMs !== undefined && {
      retryAt: new Date(now + retryAfterMs).toISOString(),
    }),
  };
}
