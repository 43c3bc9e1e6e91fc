import { ROLLOUT_STATES } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutState } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';

/** A save may take this long to reach the cluster before the state says that it waits. */
export const WAITING_AFTER_MS = 5_000;
/** Facts are called old after two missed signs of life of a watch, and a margin. */
export const UNKNOWN_AFTER_MS = 120_000;

/** What the states that a CR cannot tell depend on. */
export interface Overlay {
  /** Saves made before this have waited too long. */
  readonly waitingBefore: Instant;
  /** A rollout that was told its cluster before this, and was never seen, is unknown. */
  readonly unseenBefore: Instant;
  /** Clusters without a fresh fact for too long. */
  readonly staleClusters: readonly string[];
}

/** The overlay at a moment (epoch milliseconds). */
export function overlayAt(
  now: number,
  staleClusters: readonly string[],
): Overlay {
  return {
    waitingBefore: new Date(now - WAITING_AFTER_MS).toISOString(),
    unseenBefore: new Date(now - UNKNOWN_AFTER_MS).toISOString(),
    staleClusters,
  };
}

/** What `stateOf` looks at. */
export type StateFacts = Pick<
  RolloutRecord,
  'waitingSince' | 'cluster' | 'state' | 'toldAt' | 'binnedAt'
>;

/**
 * The one state of a rollout. What is in the bin is there, whatever is seen of
 * it. A save waits at once where its cluster is known
 * to be away. A rollout that was never seen counts as starting
 * until its facts would be old; the database's stores say the same in SQL.
 */
export function stateOf(facts: StateFacts, overlay: Overlay): RolloutState {
  const { waitingSince, cluster, state, toldAt, binnedAt } = facts;
  if (binnedAt !== undefined) {
    return 'InTheBin';
  }
  const isStale = overlay.staleClusters.includes(cluster);
  if (waitingSince !== undefined) {
    if (isStale || waitingSince < overlay.waitingBefore) {
      return 'WaitingToApply';
    }
  }
  if (isStale) {
    return 'Unknown';
  }
  if (state !== undefined) {
    return state;
  }
  return toldAt < overlay.unseenBefore ? 'Unknown' : 'Starting';
}

/** How bad a state is; 0 is the worst. */
export function rankOf(state: RolloutState): number {
  return ROLLOUT_STATES.indexOf(state);
}
