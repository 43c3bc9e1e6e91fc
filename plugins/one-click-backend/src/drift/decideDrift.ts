import { ConflictError } from '@backstage/errors';
import type {
  Act,
  DriftDecision,
} from '@one-click/backstage-plugin-one-click-common';
import { InvalidRequestError } from '../errors';
import type { Drift } from '../rollouts/RolloutRecord';
import { adoptDrift, driftIsKnown } from '../saving/joinDrift';
import { lockNewest } from '../saving/lockNewest';
import type { SaveContext, SaveOutcome } from '../saving/SaveOutcome';
import { tellClusterAgain } from '../saving/writeRevision';
import type { Written } from '../saving/writeRevision';
import type { Stores } from '../storage/StateKeeper';

/** What a person decided about a rollout that was changed in the cluster. */
export interface DriftOrder extends DriftDecision {
  readonly name: string;
}

interface Matter {
  readonly stores: Stores;
  readonly context: SaveContext;
  readonly order: DriftOrder;
  readonly newest: Written;
}

/**
 * Does what a person decided about what another hand did in the cluster.
 * Throws ConflictError where there is nothing of the kind to decide, or where
 * the cluster has changed since the person looked.
 */
export async function decideDrift(
  stores: Stores,
  context: SaveContext,
  order: DriftOrder,
): Promise<SaveOutcome> {
  const { name } = order;
  const newest = await lockNewest(stores, {
    project: context.project.id,
    name,
  });
  const matter: Matter = { stores, context, order, newest };
  switch (order.decision) {
    case 'keep':
      return keep(matter);
    case 'adopt':
      return adopt(matter);
    case 'revert':
      return revert(matter);
    case 'restore':
      return restore(matter);
  }
}

async function keep(matter: Matter): Promise<SaveOutcome> {
  const { stores, context, newest } = matter;
  const drift = requireDrift(matter);
  const { id } = newest.rollout;
  const kept = { by: context.actor, at: context.at };
  await stores.rollouts.update(id, { drift: { ...drift, kept } });
  await record(matter, 'drift-keep');
  return { rolloutId: id, changed: false };
}

async function adopt(matter: Matter): Promise<SaveOutcome> {
  const { stores, context, order, newest } = matter;
  const { id, drift, madeInCluster } = newest.rollout;
  if (!drift && madeInCluster) {
    return takeOver(matter);
  }
  const { revision } = await adoptDrift(stores, newest, {
    drift: requireDrift(matter),
    at: context.at,
    decided: {
      by: context.actor,
      act: 'drift-adopt',
      note: order.note,
      details: { by: drift?.by ?? '' },
    },
  });
  await stores.rollouts.update(id, { madeInCluster: false });
  return { rolloutId: id, changed: true, newest: revision.number };
}

/** Makes the portal the owner of all fields of a CR that another hand made. */
async function takeOver(matter: Matter): Promise<SaveOutcome> {
  const { stores, newest } = matter;
  await stores.rollouts.update(newest.rollout.id, { madeInCluster: false });
  await record(matter, 'drift-adopt');
  return tellAgain(matter);
}

async function revert(matter: Matter): Promise<SaveOutcome> {
  const { stores, newest } = matter;
  const drift = requireDrift(matter);
  // A change that comes after this one is drift again, and is not undone.
  await stores.rollouts.update(newest.rollout.id, driftIsKnown(drift));
  await record(matter, 'drift-revert');
  return tellAgain(matter);
}

async function restore(matter: Matter): Promise<SaveOutcome> {
  const { order, newest } = matter;
  if (!newest.rollout.deletedInCluster) {
    throw new ConflictError(
      `Rollout '${order.name}' is in the cluster: there is nothing to restore`,
    );
  }
  await record(matter, 'rollout-restore');
  return tellAgain(matter);
}

async function tellAgain(matter: Matter): Promise<SaveOutcome> {
  const { stores, context, newest } = matter;
  await tellClusterAgain(stores, newest, context.at);
  const { rollout, revision } = newest;
  return { rolloutId: rollout.id, changed: false, newest: revision.number };
}

function requireDrift({ order, newest }: Matter): Drift {
  const { drift } = newest.rollout;
  const { name, decision, generation } = order;
  if (generation === undefined) {
    throw new InvalidRequestError([
      {
        path: 'generation',
        message: `is missing: to ${decision} a change, name the generation that you looked at`,
      },
    ]);
  }
  if (!drift) {
    throw new ConflictError(
      `Rollout '${name}' is as its newest revision says: there is nothing to ${decision}`,
    );
  }
  if (drift.generation !== generation) {
    throw new ConflictError(
      `Rollout '${name}' was changed in the cluster once more: look again before you ${decision} it`,
    );
  }
  return drift;
}

async function record(
  { stores, context, newest }: Matter,
  act: Act,
): Promise<void> {
  const { rollout, revision } = newest;
  await stores.activity.append({
    projectId: rollout.projectId,
    rolloutId: rollout.id,
    rolloutName: rollout.name,
    at: context.at,
    actor: context.actor,
    act,
    revision: revision.number,
    ...(rollout.drift && { details: { by: rollout.drift.by } }),
  });
}
