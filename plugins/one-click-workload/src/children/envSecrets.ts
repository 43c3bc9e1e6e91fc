import {
  jobSecretsName,
  secretsName,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Rollout,
  SecretVar,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ChildObject } from './Child';
import { ownedMetadata } from './childMetadata';

function buildEnvSecret(
  rollout: Rollout,
  name: string,
  secrets: readonly SecretVar[] = [],
): ChildObject<'Secret'> | undefined {
  if (secrets.length === 0) {
    return undefined;
  }
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: ownedMetadata(rollout, name),
    type: 'Opaque',
    data: Object.fromEntries(
      secrets.map(secret => [
        secret.name,
        Buffer.from(secret.value ?? '', 'utf8').toString('base64'),
      ]),
    ),
  };
}

/** Builds the Secrets that hold the plaintext `secrets` of a rollout and of its jobs. */
export function buildEnvSecrets(rollout: Rollout): ChildObject<'Secret'>[] {
  const { name } = rollout.metadata;
  const { secrets, cronjobs = [] } = rollout.spec;
  return [
    buildEnvSecret(rollout, secretsName(name), secrets),
    ...cronjobs.map(job =>
      buildEnvSecret(rollout, jobSecretsName(name, job.name), job.secrets),
    ),
  ].flatMap(secret => secret ?? []);
}
