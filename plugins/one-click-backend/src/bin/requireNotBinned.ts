import { ConflictError } from '@backstage/errors';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';

/** What a rollout has that is not in the bin. */
export const NOT_BINNED = {
  binnedAt: undefined,
  binnedBy: undefined,
  purgeAt: undefined,
  binnedWithProject: false,
  purgeId: undefined,
} as const satisfies Partial<RolloutRecord>;

/** Throws ConflictError for a rollout in the bin, since nothing of it may change there. */
export function requireNotBinned(
  rollout: Pick<RolloutRecord, 'name' | 'binnedAt' | 'purgeId'>,
): void {
  const { name, binnedAt, purgeId } = rollout;
  if (purgeId !== undefined) {
    throw new ConflictError(`Rollout '${name}' is being purged`);
  }
  if (binnedAt !== undefined) {
    throw new ConflictError(
      `Rollout '${name}' is in the bin: restore it before you change it`,
    );
  }
}

/** Throws ConflictError for a project in the bin, where nothing new is made. */
export function requireProjectNotBinned(
  project: Pick<ProjectRecord, 'name' | 'binnedAt' | 'purgeId'>,
): void {
  const { name, binnedAt, purgeId } = project;
  if (purgeId !== undefined) {
    throw new ConflictError(`Project '${name}' is being purged`);
  }
  if (binnedAt !== undefined) {
    throw new ConflictError(
      `Project '${name}' is in the bin: restore it before you change it`,
    );
  }
}
