import type {
  Health,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';

/** The steps of a revision into the cluster. */
export const FOLLOW_STEPS = [
  'saved',
  'applied',
  'starting',
  'ready',
  'steady',
] as const;
export type FollowStep = (typeof FOLLOW_STEPS)[number];

export type StepState = 'done' | 'now' | 'next' | 'failed';

/** How far a revision has come. */
export type FollowProgress =
  | {
      readonly kind: 'moving';
      readonly steps: Readonly<Record<FollowStep, StepState>>;
    }
  /** Not in the cluster yet, since that or its operator is away, or earlier revisions come first. */
  | { readonly kind: 'waiting'; readonly before: number }
  | { readonly kind: 'healthy' }
  | { readonly kind: 'failed'; readonly refused: boolean }
  | { readonly kind: 'replaced'; readonly by: number };

/** Tells how far revision `number` of a rollout has come. */
export function followProgress(
  rollout: RolloutDetail,
  number: number,
  facts: { readonly clusterAway: boolean },
): FollowProgress {
  const { revision, waiting, health } = rollout;
  if (revision.number > number) {
    return { kind: 'replaced', by: revision.number };
  }
  switch (revision.outcome) {
    case 'healthy':
      return { kind: 'healthy' };
    case 'failed':
    case 'refused':
      return { kind: 'failed', refused: revision.outcome === 'refused' };
    case 'superseded':
      return { kind: 'replaced', by: revision.number };
    case 'pending':
      return facts.clusterAway || health.state === 'WaitingToApply'
        ? {
            kind: 'waiting',
            before: waiting.filter(each => each < number).length,
          }
        : moving('applied');
    case 'applied':
      return moving(currentStep(rollout, number));
  }
}

/** An applied revision starts its instances, and is steady once it alone serves with all of them. */
function currentStep({ health }: RolloutDetail, number: number): FollowStep {
  const { state, ready, wanted } = health;
  const isMoving = state === 'RollingOut' || state === 'Starting';
  const isComplete =
    wanted === 0 || (ready >= wanted && servesAlone(health, number));
  return isMoving || !isComplete ? 'starting' : 'steady';
}

/** Whether every instance that serves is of this revision, so that their count is its own. */
export function servesAlone(health: Health, number: number): boolean {
  return health.servingRevision === number;
}

function moving(current: FollowStep): FollowProgress {
  const at = FOLLOW_STEPS.indexOf(current);
  const stateOf = (step: FollowStep): StepState => {
    const place = FOLLOW_STEPS.indexOf(step);
    if (place === at) {
      return 'now';
    }
    return place < at ? 'done' : 'next';
  };
  return {
    kind: 'moving',
    steps: {
      saved: stateOf('saved'),
      applied: stateOf('applied'),
      starting: stateOf('starting'),
      ready: stateOf('ready'),
      steady: stateOf('steady'),
    },
  };
}
