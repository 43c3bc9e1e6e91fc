import { ConflictError, NotFoundError } from '@backstage/errors';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Stores } from '../storage/StateKeeper';
import {
  binRollout,
  newPurge,
  orderPurge,
  requireConfirmed,
  requireExpired,
  unbinRollout,
} from './binOrders';
import type { BinOrder, IntoBin, PurgeOrder } from './binOrders';
import { requireProjectNotBinned } from './requireNotBinned';

/** Tells an order to purge a project from one for its namespace, so that neither ends the other. */
export const PURGE_ROW = 1;

/** What went along with a project. */
export interface Moved {
  readonly rollouts: readonly RolloutRecord[];
}

/** Puts a project into the bin with all of its rollouts; those that were there already stay on their own. */
export async function binProject(
  stores: Stores,
  order: IntoBin<BinOrder>,
): Promise<Moved> {
  const { actor, at, purgeAt } = order;
  const project = await lockProject(stores, order);
  requireNoPurge(project);
  if (project.binnedAt !== undefined) {
    return { rollouts: [] };
  }
  const moved: RolloutRecord[] = [];
  for (const { name, binnedAt } of await rolloutsOf(stores, project)) {
    if (binnedAt === undefined) {
      const rollout = { ...order, project, rollout: name, withProject: true };
      moved.push(await binRollout(stores, rollout));
    }
  }
  const patch = { binnedAt: at, binnedBy: actor, purgeAt };
  await stores.projects.update(project.id, patch);
  await tellTimeline(stores, { ...order, project }, 'project-bin');
  return { rollouts: moved };
}

/** Takes a project out of the bin with the rollouts that went along. */
export async function unbinProject(
  stores: Stores,
  order: BinOrder,
): Promise<Moved> {
  const project = await lockProject(stores, order);
  requireNoPurge(project);
  if (project.binnedAt === undefined) {
    return { rollouts: [] };
  }
  await stores.projects.update(project.id, {
    binnedAt: undefined,
    binnedBy: undefined,
    purgeAt: undefined,
  });
  const moved: RolloutRecord[] = [];
  for (const { name, binnedWithProject, purgeId } of await rolloutsOf(
    stores,
    project,
  )) {
    if (binnedWithProject && purgeId === undefined) {
      moved.push(
        await unbinRollout(stores, { ...order, project, rollout: name }),
      );
    }
  }
  await tellTimeline(stores, { ...order, project }, 'project-unbin');
  return { rollouts: moved };
}

/** Orders that a project in the bin is deleted for good, with all of its rollouts; returns the purge's id. */
export async function purgeProject(
  stores: Stores,
  order: PurgeOrder<BinOrder> & { readonly newId: () => string },
): Promise<string> {
  const { id, confirm, loss, at, actor } = order;
  const project = await lockProject(stores, order);
  if (project.purgeId !== undefined) {
    return project.purgeId;
  }
  if (project.binnedAt === undefined) {
    throw new ConflictError(
      `Project '${project.name}' is not in the bin: move it there first`,
    );
  }
  requireConfirmed({ confirm, name: project.name, loss });
  requireExpired(order, project);
  await stores.purges.insert({
    ...newPurge({ ...order, project }),
    id,
    parentId: undefined,
    rollout: undefined,
  });
  await stores.projects.update(project.id, { purgeId: id });
  await purgeRolloutsOf(stores, { ...order, project, parentId: id });
  await stores.outbox.put({
    subject: { kind: 'project', id: project.id },
    cluster: project.cluster,
    revision: PURGE_ROW,
    createdAt: at,
    attempts: 0,
    dueAt: at,
  });
  await stores.activity.append({
    projectId: project.id,
    rolloutId: undefined,
    at,
    actor,
    act: 'project-purge',
    revision: undefined,
    details: { purge: id },
  });
  return id;
}

/** Orders the purge of each rollout of a project that none was ordered for; returns how many the project still has. */
export async function purgeRolloutsOf(
  stores: Stores,
  order: BinOrder & {
    readonly parentId: string;
    readonly newId: () => string;
  },
): Promise<number> {
  const rollouts = await rolloutsOf(stores, order.project);
  for (const rollout of rollouts) {
    if (rollout.purgeId === undefined) {
      await orderPurge(stores, { ...order, id: order.newId(), rollout });
    }
  }
  return rollouts.length;
}

async function rolloutsOf(stores: Stores, { id }: ProjectRecord) {
  return stores.rollouts.listByProject(id);
}

async function lockProject(
  stores: Stores,
  { project }: BinOrder,
): Promise<ProjectRecord> {
  const locked = await stores.projects.lock(project.id);
  if (!locked) {
    throw new NotFoundError(`No project '${project.name}'`);
  }
  return locked;
}

function requireNoPurge(project: ProjectRecord): void {
  if (project.purgeId !== undefined) {
    requireProjectNotBinned(project);
  }
}

async function tellTimeline(
  stores: Stores,
  { project, actor, at }: BinOrder,
  act: 'project-bin' | 'project-unbin',
): Promise<void> {
  await stores.activity.append({
    projectId: project.id,
    rolloutId: undefined,
    at,
    actor,
    act,
    revision: undefined,
  });
}
