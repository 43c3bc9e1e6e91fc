import type { UpdateImage } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RepositoryRef } from '../registry/RepositoryRef';

/** The image of a spec, and where it is from. */
export interface SpecImage {
  readonly ref: RepositoryRef;
  readonly running: UpdateImage;
}

/** The repository and the image of a spec; the tag may hold the digest, too. */
export function imageOf({ image }: RolloutSpecInput): SpecImage {
  const { registry, repository } = image;
  const [tag = '', within] = image.tag.split('@');
  const digest = image.digest ?? within;
  return {
    ref: { registry, repository },
    running: { tag, ...(digest !== undefined && { digest }) },
  };
}

/**
 * A spec with another image of the same repository. A digest is kept only
 * where the image names one: the one before would run the image before.
 */
export function withImage(
  spec: RolloutSpecInput,
  { tag, digest }: UpdateImage,
): RolloutSpecInput {
  const { digest: _, ...image } = spec.image;
  return {
    ...spec,
    image: { ...image, tag, ...(digest !== undefined && { digest }) },
  };
}
