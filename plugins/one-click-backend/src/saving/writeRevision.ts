import type {
  Acknowledgement,
  Act,
  ActivityDetails,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { claimHosts } from '../hosts/claimHosts';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { RolloutPatch, RolloutRecord } from '../rollouts/RolloutRecord';
import { toFacade } from '../rollouts/toFacade';
import { describeChanges } from '../secrets/describeChanges';
import { requireSecrets } from '../secrets/requireSecrets';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';
import { imageOf } from '../images/specImage';

/** A revision to be made on top of a rollout's newest one. */
export interface NewRevision {
  readonly spec: RolloutSpecInput;
  /** The spec of the newest revision. */
  readonly previous: RolloutSpecInput;
  readonly by: string;
  readonly at: Instant;
  readonly via: RevisionRecord['via'];
  readonly rollbackOf?: number | undefined;
  readonly note?: string | undefined;
  /** Warnings that were taken with it. */
  readonly acknowledged?: readonly Acknowledgement[] | undefined;
  /** What the timeline calls it; `rollout-<via>` where absent. */
  readonly act?: Act | undefined;
  /** What else the timeline tells of it. */
  readonly details?: ActivityDetails | undefined;
  /** What else changes with it. */
  readonly patch?: RolloutPatch | undefined;
}

/** A rollout and its newest revision, as they are after a change. */
export interface Written {
  readonly rollout: RolloutRecord;
  readonly revision: RevisionRecord;
}

/** Makes a revision, the order to tell the cluster, and the entry in the timeline. The rollout must be locked. */
export async function writeRevision(
  stores: Stores,
  rollout: RolloutRecord,
  request: NewRevision,
): Promise<Written> {
  const { spec, previous, by, at, via } = request;
  const isMade = via === 'cluster';
  await requireSecrets(stores, rollout, { spec, at, isMade });
  await claimHosts(stores, rollout, { spec, previous, at, isMade });
  const revision: RevisionRecord = {
    rolloutId: rollout.id,
    number: rollout.newest + 1,
    createdAt: at,
    createdBy: by,
    via,
    rollbackOf: request.rollbackOf,
    note: request.note,
    acknowledged: request.acknowledged,
    spec,
    changes: await describeChanges(stores, rollout, {
      from: previous,
      to: spec,
    }),
    outcome: 'pending',
    outcomeAt: undefined,
    problem: undefined,
  };
  const patch: RolloutPatch = {
    ...request.patch,
    newest: revision.number,
    changedAt: at,
    changedBy: by,
    changedVia: via,
    facade: toFacade(spec),
    newerImage: isSameImage(previous, spec) ? rollout.newerImage : undefined,
    waitingSince: rollout.waitingSince ?? at,
  };
  await stores.revisions.append(revision);
  await stores.rollouts.update(rollout.id, patch);
  await tellCluster(stores, { ...rollout, ...patch }, at);
  await stores.activity.append({
    projectId: rollout.projectId,
    rolloutId: rollout.id,
    rolloutName: rollout.name,
    at,
    actor: by,
    act: request.act ?? `rollout-${via}`,
    revision: revision.number,
    details: request.details,
  });
  return { rollout: { ...rollout, ...patch }, revision };
}

/** What was newer than one image need not be newer than another. */
function isSameImage(a: RolloutSpecInput, b: RolloutSpecInput): boolean {
  return JSON.stringify(imageOf(a)) === JSON.stringify(imageOf(b));
}

/** Orders the cluster to be told a rollout's newest revision. */
export async function tellCluster(
  stores: Stores,
  rollout: RolloutRecord,
  at: Instant,
): Promise<void> {
  await stores.outbox.put({
    subject: { kind: 'rollout', id: rollout.id },
    cluster: rollout.cluster,
    revision: rollout.newest,
    createdAt: at,
    attempts: 0,
    dueAt: at,
  });
}

/** Orders the cluster to be told the newest revision once more, as after a refusal. */
export async function tellClusterAgain(
  stores: Stores,
  { rollout, revision }: Written,
  at: Instant,
): Promise<Written> {
  const outcome = { outcome: 'pending', outcomeAt: at } as const;
  const patch = { waitingSince: rollout.waitingSince ?? at };
  await stores.revisions.setOutcome(rollout.id, revision.number, outcome);
  await stores.rollouts.update(rollout.id, patch);
  await tellCluster(stores, rollout, at);
  return {
    rollout: { ...rollout, ...patch },
    revision: { ...revision, ...outcome, problem: undefined },
  };
}
