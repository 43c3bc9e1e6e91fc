import { NOT_BINNED } from '../bin/requireNotBinned';
import { claimHosts } from '../hosts/claimHosts';
import type { LiveRollout } from '../kube/LiveRollout';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import { toFacade } from '../rollouts/toFacade';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';
import { withoutDefaults } from './checkSpec';
import { toSeen } from './toSeen';

/** A CR that no rollout is known for, in a project's namespace. */
export interface ForeignRollout {
  readonly id: string;
  readonly project: ProjectRecord;
  readonly live: LiveRollout;
  readonly at: Instant;
}

/**
 * Makes a rollout of a CR that was made in the cluster, with what it is as the
 * first revision. The CR is left as it is. Throws ConflictError where the
 * project has a rollout of that name.
 */
export async function importRollout(
  stores: Stores,
  { id, project, live, at }: ForeignRollout,
): Promise<void> {
  const spec = withoutDefaults(live.spec);
  const by = live.changedBy;
  const bin = live.isBinned ? { binnedAt: at, binnedBy: by } : {};
  const rollout: RolloutRecord = {
    id,
    projectId: project.id,
    cluster: project.cluster,
    name: live.name,
    title: live.name,
    createdAt: at,
    createdBy: by,
    newest: 1,
    changedAt: at,
    changedBy: by,
    changedVia: 'cluster',
    facade: toFacade(spec),
    waitingSince: undefined,
    toldAt: at,
    told: 1,
    knownGeneration: live.generation,
    ...toSeen(live, at),
    drift: undefined,
    madeInCluster: true,
    deletedInCluster: false,
    pinned: false,
    ...NOT_BINNED,
    // Of another installation, or of a database that was lost.
    ...bin,
    avatar: undefined,
  };
  await stores.rollouts.insert(rollout);
  await claimHosts(stores, rollout, { spec, previous: spec, at, isMade: true });
  await stores.revisions.append({
    rolloutId: id,
    number: 1,
    createdAt: at,
    createdBy: by,
    via: 'cluster',
    rollbackOf: undefined,
    note: undefined,
    spec,
    changes: [],
    outcome: 'applied',
    outcomeAt: at,
    problem: undefined,
  });
  await stores.activity.append({
    projectId: project.id,
    rolloutId: id,
    rolloutName: live.name,
    at,
    actor: by,
    act: 'rollout-cluster',
    revision: 1,
  });
}
