import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import { tellDrift, tellOutcome } from '../health/tellTimeline';
import { buildUnseen } from '../health/buildUnseen';
import type { Lease } from '../outbox/OutboxStore';
import type { RolloutPatch, RolloutRecord } from '../rollouts/RolloutRecord';
import { driftIsKnown } from '../saving/joinDrift';
import { writeRevision } from '../saving/writeRevision';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';
import type { Errand, Told } from './RolloutTeller';

/** An errand's end, to be written down. */
export interface Report {
  readonly errand: Errand;
  readonly lease: Lease;
  readonly at: Instant;
}

/** Writes down how an errand ended, in one transaction; returns the numbers of revisions that changed. */
export async function recordTold(
  stores: Stores,
  report: Report,
  told: Told,
): Promise<readonly number[]> {
  const { errand, at } = report;
  const { number } = errand.revision;
  const rollout = await stores.rollouts.lock(errand.rollout.id);
  if (!rollout) {
    return [];
  }
  switch (told.type) {
    case 'applied': {
      const superseded = await recordApplied(stores, report);
      await finish(
        stores,
        { ...report, rollout },
        {
          told: told.revision,
          toldAt: at,
          knownGeneration: told.generation,
          drift: undefined,
          deletedInCluster: false,
        },
      );
      return [...superseded, number];
    }
    case 'idle':
      await finish(stores, { ...report, rollout }, {});
      return [];
    case 'outdated':
      await finish(stores, { ...report, rollout }, {});
      return stores.revisions.supersede({
        rolloutId: rollout.id,
        before: number + 1,
        at,
      });
    case 'joined':
      return joinTold(stores, { ...report, rollout }, told);
    case 'clashed':
      return recordRefused(stores, { ...report, rollout }, told);
  }
}

/** Writes down that the cluster will not have a revision. */
export async function recordRefused(
  stores: Stores,
  report: Report & { readonly rollout: RolloutRecord },
  refusal: {
    readonly problem: Problem | undefined;
    readonly drift?: RolloutRecord['drift'];
  },
): Promise<readonly number[]> {
  const { errand, at, rollout } = report;
  const { problem, drift } = refusal;
  const { number } = errand.revision;
  const superseded = await stores.revisions.supersede({
    rolloutId: rollout.id,
    before: number,
    at,
  });
  const outcome = { outcome: 'refused', outcomeAt: at, problem } as const;
  await stores.revisions.setOutcome(rollout.id, number, outcome);
  const { revision } = errand;
  await tellOutcome(stores, {
    rollout,
    revision,
    outcome: 'refused',
    problem,
    at,
  });
  await tellDrift(stores, { rollout, patch: { drift }, at });
  const isUnknown = rollout.told === undefined && !rollout.live && !drift;
  await finish(stores, report, {
    ...(drift && { drift }),
    // Nothing runs and nothing will: the state must not say that it starts.
    ...(isUnknown && problem && buildUnseen({ state: 'Blocked', problem, at })),
  });
  return [...superseded, number];
}

async function recordApplied(
  stores: Stores,
  { errand, at }: Report,
): Promise<readonly number[]> {
  const { rollout, revision } = errand;
  const { number } = revision;
  const rolloutId = rollout.id;
  const superseded = await stores.revisions.supersede({
    rolloutId,
    before: number,
    at,
  });
  const now = await stores.revisions.find(rolloutId, number);
  if (now?.outcome === 'pending') {
    // The watch may have been faster and know more.
    await stores.revisions.setOutcome(rolloutId, number, {
      outcome: 'applied',
      outcomeAt: at,
    });
  }
  return superseded;
}

async function joinTold(
  stores: Stores,
  report: Report & { readonly rollout: RolloutRecord },
  { spec, drift }: Extract<Told, { type: 'joined' }>,
): Promise<readonly number[]> {
  const { rollout, errand, at } = report;
  const { number } = errand.revision;
  if (rollout.newest !== number) {
    // A newer save came meanwhile; it meets the same change on its own errand.
    await finish(stores, report, {});
    return [];
  }
  const { revision } = await writeRevision(stores, rollout, {
    spec,
    previous: errand.revision.spec,
    by: drift.by,
    at,
    via: 'cluster',
    note: 'Joins what was changed in the cluster',
    patch: driftIsKnown(drift),
  });
  await finish(stores, report, {});
  return [number, revision.number];
}

/** Takes the errand from the outbox; a newer revision, or a way into the bin or out of it, that came meanwhile stays and waits on. */
async function finish(
  stores: Stores,
  { errand, lease, rollout, at }: Report & { readonly rollout: RolloutRecord },
  patch: RolloutPatch,
): Promise<void> {
  const { id } = rollout;
  if (isElsewhere(rollout, errand.rollout)) {
    await stores.outbox.retry(lease, at);
    await stores.rollouts.update(id, patch);
    return;
  }
  const isDone = await stores.outbox.complete(lease, errand.revision.number);
  const [oldest] = isDone ? [] : await stores.revisions.pending(id);
  const waiting =
    oldest === undefined ? undefined : await stores.revisions.find(id, oldest);
  await stores.rollouts.update(id, {
    ...patch,
    waitingSince: waiting?.createdAt,
  });
}

/** Whether a rollout went into the bin or out of it since an errand began. */
function isElsewhere(now: RolloutRecord, then: RolloutRecord): boolean {
  return now.binnedAt !== then.binnedAt || now.purgeId !== then.purgeId;
}
