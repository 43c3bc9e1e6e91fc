import { changesProject, readsProject } from '../api/Route';
import type { Routes } from '../api/createRoutes';
import type { SecretService } from './SecretService';

export type SecretOperation = 'getSecrets' | 'moveSecrets';

/** Routes of secrets: what there is, and the way out of the Rollout. */
export function createSecretRoutes(
  secrets: SecretService,
): Pick<Routes, SecretOperation> {
  return {
    getSecrets: readsProject('viewer', ({ params, query }, access) =>
      secrets.get({
        access,
        rollout: params.rollout,
        revision: query.revision,
      }),
    ),
    moveSecrets: changesProject(
      { role: 'editor', event: 'secrets-move' },
      ({ params, idempotency }, access) =>
        secrets.move({ access, rollout: params.rollout, idempotency }),
    ),
  };
}
