import { z } from 'zod';
import { named, objectName, oneOf, text } from './primitives';
import { cel, matching } from './rule';

const HOST = '(\\[[0-9a-fA-F:]+\\]|[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?)';
const COMPONENT = '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*';
// Cloud registries hand out tokens of a few thousand characters as passwords.
const MAX_PASSWORD_LENGTH = 16_384;
const DIGEST = 'sha256:[a-f0-9]{64}';

const pullSecretRef = named(
  z
    .strictObject({
      name: objectName(
        'Name of a Secret of type kubernetes.io/dockerconfigjson in the same namespace.',
      ),
    })
    .describe('A Secret with the sign-in for the registry.'),
  'ObjectRef',
);

const registry = cel(
  text(
    'Host of the registry, with a port or a leading path where needed; docker.io for Docker Hub.',
  ),
  matching(
    `^${HOST}(:[0-9]{1,5})?(/${COMPONENT})*$`,
    'must be a registry host such as "docker.io", "ghcr.io" or "registry.example.com:5000", without https://: correct it',
  ),
);

const repository = cel(
  text(
    'Path of the image in the registry; Docker Hub keeps its official images under library/.',
  ),
  matching(
    `^${COMPONENT}(/${COMPONENT})*$`,
    'must be a repository such as "library/nginx", in lower case and without tag: correct it',
  ),
);

const tag = cel(
  text('Tag of the image. The form tag@sha256:… is taken as well.', 200),
  matching(
    `^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@${DIGEST})?$`,
    'must be a tag such as "1.27" or "latest": correct it',
  ),
);

const digest = cel(
  text(
    'Digest the image is pinned to. The tag then only tells people which version it is.',
    71,
  ),
  matching(
    `^${DIGEST}$`,
    'must be "sha256:" and 64 hexadecimal digits: copy it from the registry or leave it out',
  ),
);

const containerImageShape = {
  registry,
  repository,
  tag,
  digest: digest.optional(),
  pullPolicy: oneOf(
    ['Always', 'IfNotPresent', 'Never'],
    'When the node asks the registry. Absent: Always for the tag latest, else IfNotPresent.',
  ).optional(),
  pullSecretRef: pullSecretRef.optional(),
};

const oneDigest = {
  cel: "!has(self.digest) || !self.tag.contains('@')",
  message:
    'the tag already holds a digest: keep the digest in the field digest only',
  field: 'digest',
  holds: (image: {
    readonly tag: string;
    readonly digest?: string | undefined;
  }) => image.digest === undefined || !image.tag.includes('@'),
};

/** The image of an init container or sidecar. */
export const containerImage = cel(
  named(
    z
      .strictObject(containerImageShape)
      .describe('Which image the container runs.'),
    'ContainerImage',
  ),
  oneDigest,
);

/** The image of a rollout or job; the original's plaintext sign-in is still understood. */
export const image = cel(
  named(
    z
      .strictObject({
        ...containerImageShape,
        username: text(
          'User name for the registry, in plain text. Prefer pullSecretRef.',
        ).optional(),
        password: text(
          'Password for the registry, in plain text. Prefer pullSecretRef.',
          MAX_PASSWORD_LENGTH,
        ).optional(),
      })
      .describe('Which image runs.'),
    'Image',
  ),
  oneDigest,
);
