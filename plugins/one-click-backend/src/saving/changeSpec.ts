import type {
  Act,
  ActivityDetails,
} from '@one-click/backstage-plugin-one-click-common';
import { specsEqual } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { Stores } from '../storage/StateKeeper';
import { checkCandidate } from './checkCandidate';
import { driftIsKnown, joinDrift } from './joinDrift';
import { lockNewest } from './lockNewest';
import { parseDraft } from './parseDraft';
import type { SaveContext, SaveOutcome } from './SaveOutcome';
import { retryOrNothing } from './saveRollout';
import { writeRevision } from './writeRevision';

/** A change to a rollout's newest spec that says what to do, rather than what came of it. */
export interface SpecChangeOrder {
  readonly name: string;
  /** What the timeline calls it. */
  readonly act: Act;
  /** How it came about; `edit` where absent. */
  readonly via?: RevisionRecord['via'] | undefined;
  readonly details?: ActivityDetails | undefined;
  readonly note?: string | undefined;
  /** Gives the new spec; throws where the change makes no sense for this one. */
  change(spec: RolloutSpecInput): RolloutSpecInput;
}

/**
 * Makes a revision of the newest spec with one change. It needs no base
 * revision: whatever others saved meanwhile is in the newest spec, and what
 * another hand changed in the cluster joins as it joins a save.
 */
export async function changeSpec(
  stores: Stores,
  context: SaveContext,
  order: SpecChangeOrder,
): Promise<SaveOutcome> {
  const { project, actor, at } = context;
  const { name, act, via = 'edit', details, note } = order;
  const newest = await lockNewest(stores, { project: project.id, name });
  const { rollout, revision: previous } = newest;
  const changed = order.change(previous.spec);
  const joined = await joinDrift(stores, newest, { spec: changed, at });
  if (joined.conflict) {
    const { conflict } = joined;
    const { revision } = conflict;
    return {
      rolloutId: rollout.id,
      changed: false,
      newest: revision,
      conflict,
    };
  }
  const spec = parseDraft({ name, spec: joined.spec });
  if (specsEqual(spec, previous.spec)) {
    return retryOrNothing(stores, newest, context);
  }
  await checkCandidate(stores, context, { ...newest, spec });
  const { revision } = await writeRevision(stores, rollout, {
    spec,
    previous: previous.spec,
    by: actor,
    at,
    via,
    act,
    details,
    note,
    patch: rollout.drift && driftIsKnown(rollout.drift),
  });
  return { rolloutId: rollout.id, changed: true, newest: revision.number };
}
