import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import { isBehind } from './toHealth';

/** A revision counts as healthy once it was so for this long without a break. */
export const STABLE_AFTER_MS = 10_000;

/** What became of the revision that the cluster runs; or when to ask again; or neither. */
export type Decision =
  | {
      readonly type: 'outcome';
      readonly revision: number;
      readonly outcome: 'healthy' | 'failed';
      readonly problem: Problem | undefined;
    }
  | { readonly type: 'later'; readonly inMs: number }
  | { readonly type: 'open' };

const OPEN: Decision = { type: 'open' };

/** Decides from what was last seen of a rollout, at a moment (epoch milliseconds). */
export function decideOutcome(rollout: RolloutRecord, now: number): Decision {
  const { state, live, told, toldAt } = rollout;
  if (!live || told === undefined || isBesideTheRevision(rollout)) {
    return OPEN;
  }
  switch (state) {
    case 'Healthy':
    case 'Paused': {
      const since = Math.max(Date.parse(live.since), Date.parse(toldAt));
      const inMs = since + STABLE_AFTER_MS - now;
      return inMs > 0
        ? { type: 'later', inMs }
        : outcomeOf(told, 'healthy', undefined);
    }
    case 'Down':
    case 'Blocked':
    case 'UpdateFailed':
      return outcomeOf(told, 'failed', live.problems[0]);
    default:
      return OPEN;
  }
}

/** What another hand changed, is paused because it is in the bin, or was seen before it was told has shown nothing of its revision. */
function isBesideTheRevision(rollout: RolloutRecord): boolean {
  const { drift, binnedAt } = rollout;
  return drift !== undefined || binnedAt !== undefined || isBehind(rollout);
}

function outcomeOf(
  revision: number,
  outcome: 'healthy' | 'failed',
  problem: Problem | undefined,
): Decision {
  return { type: 'outcome', revision, outcome, problem };
}

/** Whether a revision's outcome may still turn into another: a failure may heal, and what is replaced stays so. */
export function mayBecome(
  revision: Pick<RevisionRecord, 'outcome'>,
  outcome: 'healthy' | 'failed',
): boolean {
  const { outcome: before } = revision;
  return (
    before === 'pending' ||
    before === 'applied' ||
    (before === 'failed' && outcome === 'healthy')
  );
}
