import type { UpdateImage } from '@one-click/backstage-plugin-one-click-common';
import { imageOf } from '../images/specImage';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RepositoryRef } from '../registry/RepositoryRef';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Stores } from '../storage/StateKeeper';
import type { SeenImage } from './UpdateStore';

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

/** As in `ghcr.io/acme/web:latest`. */
export function imageNameOf({ ref, running }: UpdateSubject): string {
  return `${ref.registry}/${ref.repository}:${running.tag}`;
}

/** What was seen, if it was of the very tag that runs. */
export function seenDigestOf(
  subject: UpdateSubject,
  seen: SeenImage | undefined,
): string | undefined {
  return seen?.name === imageNameOf(subject) ? seen.digest : undefined;
}
