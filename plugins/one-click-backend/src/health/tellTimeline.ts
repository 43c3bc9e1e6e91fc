import { CLUSTER_ACTOR } from '@one-click/backstage-plugin-one-click-common';
import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import type { ActivityRecord } from '../activity/ActivityStore';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { RolloutPatch, RolloutRecord } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';

/** Something that was seen of a rollout, and when. */
export interface Sight {
  readonly rollout: Pick<RolloutRecord, 'id' | 'name' | 'projectId' | 'drift'>;
  readonly at: Instant;
}

type Entry = Pick<ActivityRecord, 'act' | 'actor'> & Partial<ActivityRecord>;

/** Tells the timeline of a change by another hand, once for each generation of the CR. */
export async function tellDrift(
  stores: Pick<Stores, 'activity'>,
  { patch, ...sight }: Sight & { readonly patch: RolloutPatch },
): Promise<void> {
  const { drift } = patch;
  if (!drift || drift.generation === sight.rollout.drift?.generation) {
    return;
  }
  await tell(stores, sight, { act: 'drift-seen', actor: drift.by });
}

/** Tells the timeline that another hand deleted the CR. */
export async function tellGone(
  stores: Pick<Stores, 'activity'>,
  sight: Sight,
): Promise<void> {
  const act = 'rollout-deleted-in-cluster';
  await tell(stores, sight, { act, actor: CLUSTER_ACTOR });
}

/** What became of a revision. */
export interface SeenOutcome extends Sight {
  readonly revision: Pick<RevisionRecord, 'number' | 'createdAt'>;
  readonly outcome: 'healthy' | 'failed' | 'refused';
  readonly problem: Problem | undefined;
}

/** Tells the timeline what became of a revision, how long it took, and why. */
export async function tellOutcome(
  stores: Pick<Stores, 'activity'>,
  seen: SeenOutcome,
): Promise<void> {
  const { revision, outcome, problem, at } = seen;
  const afterMs = Date.parse(at) - Date.parse(revision.createdAt);
  await tell(stores, seen, {
    act: `revision-${outcome}`,
    actor: CLUSTER_ACTOR,
    revision: revision.number,
    outcome: outcome === 'healthy' ? 'done' : outcome,
    details: {
      afterMs,
      ...(problem && { cause: problem.id, why: problem.sentence }),
    },
  });
}

async function tell(
  { activity }: Pick<Stores, 'activity'>,
  { rollout, at }: Sight,
  entry: Entry,
): Promise<void> {
  await activity.append({
    revision: undefined,
    ...entry,
    projectId: rollout.projectId,
    rolloutId: rollout.id,
    rolloutName: rollout.name,
    at,
  });
}
