import { compareStates } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { OperatorState } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Problem } from './Problem';

/** It must have been better for this long before a better state is told; milliseconds. */
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

/** What a state is about to get better to. */
export interface Improvement {
  /** The worst it has been since. */
  readonly state: OperatorState;
  /** Since when it has been at least as good as that; epoch milliseconds. */
  readonly since: number;
}

/** How a state came to be. */
export interface Lasting {
  readonly state: OperatorState;
  /** Epoch milliseconds of the last change of state. */
  readonly since: number;
  /** Until when what was told stands, although it looks better now; epoch milliseconds. */
  readonly heldUntil?: number | undefined;
  readonly improvement?: Improvement | undefined;
}

/** What bears on how long a state lasts. */
export interface HoldContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The spec is a new one, of which the old state says nothing. */
  readonly asksAnew: boolean;
  readonly improvement?: Improvement | undefined;
  /** When an instance that serves was last seen to restart; epoch milliseconds. */
  readonly restartedAt?: number | undefined;
}

function improve(decided: OperatorState, context: HoldContext): Improvement {
  const { now, improvement, restartedAt = 0 } = context;
  if (!improvement || improvement.since < restartedAt) {
    return { state: decided, since: now };
  }
  const isLess = compareStates(decided, improvement.state) < 0;
  return isLess ? { ...improvement, state: decided } : improvement;
}

/** The same state; after a restart, what was wrong before it may still be. */
function stay(
  { state, since }: Pick<Lasting, 'state' | 'since'>,
  { now, restartedAt }: HoldContext,
): Lasting {
  const end = restartedAt === undefined ? now : restartedAt + HOLD_MS;
  return { state, since, heldUntil: end > now ? end : undefined };
}

/**
 * Lets a state get worse at once, and better only once it has been better for a
 * while without a restart: a program that ends at once serves for a moment each
 * time it is started. What is asked for anew is not held back.
 */
export function holdState(
  decided: OperatorState,
  previous: Pick<Lasting, 'state' | 'since'> | undefined,
  context: HoldContext,
): Lasting {
  const { now, asksAnew } = context;
  if (!previous) {
    return { state: decided, since: now };
  }
  if (decided === previous.state) {
    return stay(previous, context);
  }
  if (asksAnew || compareStates(decided, previous.state) < 0) {
    return { state: decided, since: now };
  }
  const improvement = improve(decided, context);
  const heldUntil = improvement.since + HOLD_MS;
  if (now < heldUntil) {
    return { ...previous, heldUntil, improvement };
  }
  const better = { state: improvement.state, since: now };
  // What has been even better for a moment has to last as well.
  return decided === better.state
    ? better
    : holdState(decided, better, { now, asksAnew });
}
