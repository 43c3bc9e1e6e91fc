import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { UnacceptableError } from '../errors';
import { formatIssuePath } from '../saving/parseDraft';
import { findOwner, ownersIn } from './contentSecrets';
import type { SecretsOwner } from './contentSecrets';

/**
 * Throws UnacceptableError for names of secrets without a value, but those
 * whose values are in the cluster's Rollout: they stay there until somebody
 * moves them into a Secret.
 */
export function requireKnownPlaintext(
  spec: RolloutSpecInput,
  known: readonly (RolloutSpecInput | undefined)[],
): void {
  const errors = ownersIn(spec).flatMap(([job, { secrets = [] }], at) => {
    const names = new Set(
      known.flatMap(each => plaintextNames(each && findOwner(each, job))),
    );
    const path = job === undefined ? ['spec'] : ['spec', 'cronjobs', at - 1];
    return secrets.flatMap(({ name }, index) =>
      names.has(name)
        ? []
        : [formatIssuePath([...path, 'secrets', index, 'value'])],
    );
  });
  if (errors.length > 0) {
    throw new UnacceptableError(
      errors.map(path => ({
        path,
        message:
          "is not known here: give the value, or set it in 'secrets', beside the spec",
      })),
    );
  }
}

/** Names of an owner's secrets whose values are readable in the Rollout. */
export function plaintextNames(
  owner: SecretsOwner | undefined,
): readonly string[] {
  return (owner?.secrets ?? []).map(({ name }) => name);
}
