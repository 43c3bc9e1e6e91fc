import { NotFoundError } from '@backstage/errors';
import { specsEqual } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollback } from '@one-click/backstage-plugin-one-click-common';
import type { Stores } from '../storage/StateKeeper';
import { adoptDrift } from './joinDrift';
import { lockNewest } from './lockNewest';
import type { SaveContext, SaveOutcome } from './SaveOutcome';
import { retryOrNothing } from './saveRollout';
import { writeRevision } from './writeRevision';

/**
 * Makes a new revision with exactly the spec of an old one. What another hand
 * changed in the cluster becomes a revision of its own first, so that it can
 * be found again.
 */
export async function rollBackRollout(
  stores: Stores,
  context: SaveContext,
  request: Rollback & { readonly name: string },
): Promise<SaveOutcome> {
  const { project, actor, at } = context;
  const { name, note, revision: number } = request;
  const locked = await lockNewest(stores, { project: project.id, name });
  const old = await stores.revisions.find(locked.rollout.id, number);
  if (!old) {
    throw new NotFoundError(`No revision ${number} of rollout '${name}'`);
  }
  const { drift } = locked.rollout;
  const newest = drift
    ? await adoptDrift(stores, locked, { drift, at })
    : locked;
  if (specsEqual(old.spec, newest.revision.spec)) {
    const nothing = await retryOrNothing(stores, newest, context);
    return drift ? { ...nothing, newest: newest.revision.number } : nothing;
  }
  const { revision } = await writeRevision(stores, newest.rollout, {
    spec: old.spec,
    previous: newest.revision.spec,
    by: actor,
    at,
    via: 'rollback',
    rollbackOf: number,
    note,
  });
  return {
    rolloutId: newest.rollout.id,
    changed: true,
    newest: revision.number,
  };
}
