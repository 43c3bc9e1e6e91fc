import type { UpdateImage } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RepositoryRef } from '../registry/RepositoryRef';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Stores } from '../storage/StateKeeper';

/** A rollout whose image may have a newer one. */
export interface UpdateSubject {
  readonly project: ProjectRecord;
  readonly rollout: RolloutRecord;
  /** The newest one. */
  readonly revision: RevisionRecord;
  readonly ref: RepositoryRef;
  readonly running: UpdateImage;
}

/** Reads a rollout with its newest revision; absent where it is gone. */
export async function findSubject(
  stores: Stores,
  rolloutId: string,
): Promise<UpdateSubject | undefined> {
  const rollout = await stores.rollouts.findById(rolloutId);
  const [project] = rollout
    ? await stores.projects.findByIds([rollout.projectId])
    : [];
  const revision =
    rollout && (await stores.revisions.find(rollout.id, rollout.newest));
  return rollout && project && revision
    ? { project, rollout, revision, ...imageOf(revision.spec) }
    : undefined;
}

/** The repository and the image of a spec; the tag may hold the digest, too. */
export function imageOf({
  image,
}: RolloutSpecInput): Pick<UpdateSubject, 'ref' | 'running'> {
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
