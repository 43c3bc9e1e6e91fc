import { compareStates } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { OperatorState } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Problem } from './Problem';

/** A state must have lasted this long before it may get better. */
export const HOLD_MS = 5_000;

/** What decides the state. */
export interface Situation {
  readonly suspended: boolean;
  readonly wanted: number;
  /** Instances that serve, of any revision. */
  readonly ready: number;
  /** Instances of the newest revision that serve. */
  readonly updatedReady: number;
  /** Instances of older revisions that exist. */
  readonly older: number;
  /** Kubernetes has yet to look at the newest spec. */
  readonly stale: boolean;
  /** The newest spec did not reach the Deployment. */
  readonly refused: boolean;
  /** Old instances stop before new ones start. */
  readonly recreated: boolean;
  /** Something is on its way and within its time. */
  readonly moving: boolean;
  readonly previous: OperatorState | undefined;
  readonly problems: readonly Problem[];
}

const FIRST_STARTS: ReadonlySet<OperatorState | undefined> = new Set([
  undefined,
  'Starting',
  'Paused',
] as const);

function isSettled(situation: Situation): boolean {
  const { stale, refused, older, updatedReady, wanted } = situation;
  return !stale && !refused && older === 0 && updatedReady >= wanted;
}

function isHeldUp({ problems }: Situation): boolean {
  return problems.some(({ firm, bearing }) => firm && bearing === 'outside');
}

function hasFailed({ problems }: Situation): boolean {
  return problems.some(({ firm, bearing }) => firm && bearing === 'program');
}

function stateWithNobodyServing(situation: Situation): OperatorState {
  if (isHeldUp(situation)) {
    return 'Blocked';
  }
  if (hasFailed(situation) || !situation.moving) {
    return 'Down';
  }
  const isFirstStart = FIRST_STARTS.has(situation.previous);
  const isReplacing =
    situation.older > 0 || (situation.recreated && !isFirstStart);
  return isReplacing ? 'RollingOut' : 'Starting';
}

function stateWhileUpdating(situation: Situation): OperatorState {
  if (isHeldUp(situation)) {
    return 'Blocked';
  }
  return hasFailed(situation) ? 'UpdateFailed' : 'RollingOut';
}

function stateWithTooFew(situation: Situation): OperatorState {
  const isTroubled = situation.problems.some(({ firm }) => firm);
  if (isTroubled || !situation.moving) {
    return 'Degraded';
  }
  return FIRST_STARTS.has(situation.previous) ? 'Starting' : 'RollingOut';
}

/** The state a situation amounts to, without regard to how long it has lasted. */
export function decideState(situation: Situation): OperatorState {
  const { suspended, ready, older, stale, refused, problems } = situation;
  if (suspended) {
    return 'Paused';
  }
  if (isSettled(situation)) {
    return problems.some(({ firm }) => firm) ? 'Degraded' : 'Healthy';
  }
  if (ready === 0) {
    return stateWithNobodyServing(situation);
  }
  return older > 0 || stale || refused
    ? stateWhileUpdating(situation)
    : stateWithTooFew(situation);
}

/** How a state came to be. */
export interface Lasting {
  readonly state: OperatorState;
  /** Epoch milliseconds of the last change of state. */
  readonly since: number;
  /** The state wants to get better and may not yet. */
  readonly held: boolean;
}

/**
 * Lets a state get worse at once, and better only after it has lasted a while,
 * so that nobody sees it flicker. What is asked for anew is not held back: the
 * old state says nothing about the new spec.
 */
export function holdState(
  decided: OperatorState,
  previous:
    | { readonly state: OperatorState; readonly since: number }
    | undefined,
  context: { readonly now: number; readonly asksAnew: boolean },
): Lasting {
  const { now, asksAnew } = context;
  if (!previous) {
    return { state: decided, since: now, held: false };
  }
  const { state, since } = previous;
  const isBetter = compareStates(decided, state) > 0;
  if (decided === state || (isBetter && !asksAnew && now - since < HOLD_MS)) {
    return { state, since, held: decided !== state };
  }
  return { state: decided, since: now, held: false };
}
