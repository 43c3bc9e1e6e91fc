import { pullSecretName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Image,
  Rollout,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { hasSignIn } from '../pod/image';
import type { ChildObject } from './Child';
import { ownedMetadata } from './childMetadata';
import { jobNames } from './jobNames';
import type { FormerJobs } from './jobNames';

const DOCKER_HUB = 'docker.io';
// What every program that reads such a file looks Docker Hub up under.
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';

/** What a pull secret holds: a sign-in as container runtimes read it. */
export function toDockerConfig({
  registry,
  username,
  password,
}: Pick<Image, 'registry' | 'username' | 'password'>): string {
  const auth = Buffer.from(`${username}:${password}`, 'utf8').toString(
    'base64',
  );
  const key = registry === DOCKER_HUB ? DOCKER_HUB_KEY : registry;
  return JSON.stringify({ auths: { [key]: { auth, password, username } } });
}

function buildPullSecret(
  rollout: Rollout,
  name: string,
  image: Image | undefined,
): ChildObject<'Secret'> | undefined {
  if (!image || !hasSignIn(image)) {
    return undefined;
  }
  const config = Buffer.from(toDockerConfig(image), 'utf8').toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: ownedMetadata(rollout, name),
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': config },
  };
}

/** Builds the pull secrets from the plaintext sign-ins of a rollout's image and of its jobs' own images. */
export function buildPullSecrets(
  rollout: Rollout,
  formerJobs?: FormerJobs,
): ChildObject<'Secret'>[] {
  const { name } = rollout.metadata;
  const { image, cronjobs = [] } = rollout.spec;
  return [
    buildPullSecret(rollout, pullSecretName(name), image),
    ...cronjobs.map(job =>
      buildPullSecret(
        rollout,
        jobNames(rollout, job, formerJobs).pullSecret,
        job.image,
      ),
    ),
  ].flatMap(secret => secret ?? []);
}
