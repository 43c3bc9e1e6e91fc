import { NotFoundError } from '@backstage/errors';
import type { Stores } from '../storage/StateKeeper';
import type { Written } from './writeRevision';

/** Reads a rollout with its newest revision, and locks it. Throws NotFoundError. */
export async function lockNewest(
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
