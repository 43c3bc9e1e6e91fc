import { ConflictError, NotFoundError } from '@backstage/errors';
import { UnacceptableError } from '../errors';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import { adoptDrift } from '../saving/joinDrift';
import { lockBinnable } from '../saving/lockNewest';
import { tellCluster, tellClusterAgain } from '../saving/writeRevision';
import type { Written } from '../saving/writeRevision';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';
import {
  NOT_BINNED,
  requireNotBinned,
  requireProjectNotBinned,
} from './requireNotBinned';

/** Who moves what, and when. */
export interface BinOrder {
  readonly project: ProjectRecord;
  readonly actor: string;
  readonly at: Instant;
}

export interface RolloutBinOrder extends BinOrder {
  readonly rollout: string;
}

/** Into the bin; `purgeAt` absent where nothing is purged by itself. */
export type IntoBin<Order> = Order & { readonly purgeAt: Instant | undefined };

/**
 * Puts a rollout into the bin. What another hand changed in the cluster becomes
 * a revision first, so that restoring brings it back, too. Nothing happens to
 * one that is there.
 */
export async function binRollout(
  stores: Stores,
  order: IntoBin<RolloutBinOrder> & { readonly withProject?: boolean },
): Promise<RolloutRecord> {
  const { project, actor, at, purgeAt, withProject = false } = order;
  const locked = await lockIn(stores, order);
  if (locked.rollout.binnedAt !== undefined) {
    requireNoPurge(locked.rollout);
    return locked.rollout;
  }
  const { drift } = locked.rollout;
  const { rollout } = drift
    ? await adoptDrift(stores, locked, { drift, at })
    : locked;
  const patch = {
    binnedAt: at,
    binnedBy: actor,
    binnedWithProject: withProject,
    purgeAt: withProject ? undefined : purgeAt,
  };
  await stores.rollouts.update(rollout.id, patch);
  await tellCluster(stores, rollout, at);
  await tellTimeline(stores, { ...order, project, rollout }, 'rollout-bin');
  return { ...rollout, ...patch };
}

/** Takes a rollout out of the bin: its newest revision runs again, paused if it says so. */
export async function unbinRollout(
  stores: Stores,
  order: RolloutBinOrder,
): Promise<RolloutRecord> {
  const locked = await lockIn(stores, order);
  const { rollout } = locked;
  requireNoPurge(rollout);
  if (rollout.binnedAt === undefined) {
    return rollout;
  }
  requireProjectNotBinned(locked.project);
  await stores.rollouts.update(rollout.id, NOT_BINNED);
  const out: Written = { ...locked, rollout: { ...rollout, ...NOT_BINNED } };
  const told = await tellClusterAgain(stores, out, order.at);
  await tellTimeline(stores, { ...order, rollout }, 'rollout-unbin');
  return told.rollout;
}

/** The purge of something; `confirm` is the name as it was typed. */
export type PurgeOrder<Order> = Order & {
  readonly id: string;
  readonly confirm: string;
  /** What will be lost, in words. */
  readonly loss: string;
  /** Orders it only for what is over its time in the bin. */
  readonly expiredOnly?: boolean | undefined;
};

/** Orders that a rollout in the bin is deleted for good; returns the purge's id, that of the one under way where there is one. */
export async function purgeRollout(
  stores: Stores,
  order: PurgeOrder<RolloutBinOrder>,
): Promise<{ readonly id: string; readonly rollout: RolloutRecord }> {
  const { id, confirm, loss } = order;
  const { rollout } = await lockIn(stores, order);
  if (rollout.purgeId !== undefined) {
    return { id: rollout.purgeId, rollout };
  }
  if (rollout.binnedAt === undefined) {
    throw new ConflictError(
      `Rollout '${rollout.name}' is not in the bin: move it there first`,
    );
  }
  requireConfirmed({ confirm, name: rollout.name, loss });
  requireExpired(order, rollout);
  await orderPurge(stores, { ...order, rollout, parentId: undefined });
  return { id, rollout };
}

/** Writes down that a locked rollout is to be purged. */
export async function orderPurge(
  stores: Stores,
  order: BinOrder & {
    readonly id: string;
    readonly rollout: RolloutRecord;
    readonly parentId: string | undefined;
  },
): Promise<void> {
  const { id, parentId, project, rollout, actor, at } = order;
  await stores.purges.insert({
    ...newPurge(order),
    id,
    parentId,
    rollout: rollout.name,
  });
  await stores.rollouts.update(rollout.id, { purgeId: id });
  await tellCluster(stores, rollout, at);
  await stores.activity.append({
    projectId: project.id,
    rolloutId: rollout.id,
    rolloutName: rollout.name,
    at,
    actor,
    act: 'rollout-purge',
    revision: undefined,
    details: { purge: id },
  });
}

/** A purge of which nothing was done yet. */
export function newPurge({ project, actor, at }: BinOrder) {
  return {
    projectId: project.id,
    project: project.name,
    requestedAt: at,
    requestedBy: actor,
    checkedAt: undefined,
    finishedAt: undefined,
    seen: [],
    remaining: [],
    kept: [],
  } as const;
}

/** Throws UnacceptableError unless the name was typed: the answer says what would be lost. */
export function requireConfirmed(request: {
  readonly confirm: string;
  readonly name: string;
  readonly loss: string;
}): void {
  const { confirm, name, loss } = request;
  if (confirm !== name) {
    throw new UnacceptableError([
      {
        path: 'confirm',
        message: `must be '${name}', since this cannot be undone: ${loss}`,
      },
    ]);
  }
}

/** Throws ConflictError for what was restored, and put into the bin anew, since it was found to be over its time. */
export function requireExpired(
  { at, expiredOnly }: PurgeOrder<BinOrder>,
  { name, purgeAt }: Pick<RolloutRecord, 'name' | 'purgeAt'>,
): void {
  if (expiredOnly && (purgeAt === undefined || purgeAt > at)) {
    throw new ConflictError(`'${name}' is not over its time in the bin`);
  }
}

/** Locks the project first, then the rollout: whoever takes both does so in this order. */
async function lockIn(
  stores: Stores,
  { project, rollout }: RolloutBinOrder,
): Promise<Written & { readonly project: ProjectRecord }> {
  const locked = await stores.projects.lock(project.id);
  if (!locked) {
    throw new NotFoundError(`No project '${project.name}'`);
  }
  const written = await lockBinnable(stores, {
    project: project.id,
    name: rollout,
  });
  return { ...written, project: locked };
}

function requireNoPurge(rollout: RolloutRecord): void {
  if (rollout.purgeId !== undefined) {
    requireNotBinned(rollout);
  }
}

async function tellTimeline(
  stores: Stores,
  order: BinOrder & { readonly rollout: RolloutRecord },
  act: 'rollout-bin' | 'rollout-unbin',
): Promise<void> {
  const { project, rollout, actor, at } = order;
  await stores.activity.append({
    projectId: project.id,
    rolloutId: rollout.id,
    rolloutName: rollout.name,
    at,
    actor,
    act,
    revision: undefined,
  });
}
