import { aRollout } from '../testUtils';
import {
  CONDITIONS_OF_STATE,
  findCondition,
  isReady,
  isSettled,
} from './conditions';
import { OPERATOR_STATES, ROLLOUT_STATES, compareStates } from './states';
import type { Condition } from './types';

function condition(type: string, status: Condition['status']): Condition {
  return {
    type,
    status,
    reason: 'Test',
    message: '',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  };
}

function observed(generation: number, conditions: readonly Condition[]) {
  return aRollout({
    metadata: { generation: 2 },
    status: { observedGeneration: generation, conditions },
  });
}

describe('isReady', () => {
  it('holds once the newest spec is looked at and ready', () => {
    expect(isReady(observed(2, [condition('Ready', 'True')]))).toBe(true);
  });

  it.each([
    ['an older spec', observed(1, [condition('Ready', 'True')])],
    ['a spec that is not ready', observed(2, [condition('Ready', 'False')])],
    ['no status yet', aRollout()],
  ])('does not hold for %s', (_, rollout) => {
    expect(isReady(rollout)).toBe(false);
  });
});

describe('isSettled', () => {
  it('holds for a bad outcome as for a good one', () => {
    const conditions = [
      condition('Ready', 'False'),
      condition('Reconciling', 'False'),
      condition('Stalled', 'True'),
    ];

    expect(isSettled(observed(2, conditions))).toBe(true);
    expect(findCondition(observed(2, conditions), 'Stalled')?.status).toBe(
      'True',
    );
  });

  it('does not hold while a change is on its way', () => {
    const conditions = [condition('Reconciling', 'True')];

    expect(isSettled(observed(2, conditions))).toBe(false);
  });
});

describe('states', () => {
  it('never are ready and under way, or under way and stalled', () => {
    for (const state of OPERATOR_STATES) {
      const { ready, reconciling, stalled } = CONDITIONS_OF_STATE[state];
      expect([ready, reconciling, stalled].filter(Boolean).length).toBeLessThan(
        2,
      );
    }
  });

  it('sort worst first', () => {
    const shuffled = [...ROLLOUT_STATES].sort();

    expect(shuffled.sort(compareStates)).toEqual(ROLLOUT_STATES);
  });
});
