import { NotFoundError } from '@backstage/errors';
import { requireNotBinned } from '../bin/requireNotBinned';
import type { Stores } from '../storage/StateKeeper';
import type { Written } from './writeRevision';

/**
 * Reads a rollout with its newest revision, and locks it. Throws NotFoundError,
 * and ConflictError for one in the bin.
 */
export async function lockNewest(
  stores: Stores,
  request: { readonly project: string; readonly name: string },
): Promise<Written> {
  const newest = await lockBinnable(stores, request);
  requireNotBinned(newest.rollout);
  return newest;
}

/** As `lockNewest`, wherever the rollout is. */
export async function lockBinnable(
  stores: Stores,
  request: { readonly project: string; readonly name: string },
): Promise<Written> {
  const found = await stores.rollouts.find(request.project, request.name);
  const rollout = found && (await stores.rollouts.lock(found.id));
  const revision =
    rollout && (await stores.revisions.find(rollout.id, rollout.newest));
  if (!rollout || !revision) {
    throw new NotFoundError(`No rollout '${request.name}' in this project`);
  }
  return { rollout, revision };
}
