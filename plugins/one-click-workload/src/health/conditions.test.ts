import { OPERATOR_STATES } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Condition,
  OperatorState,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import fc from 'fast-check';
import { buildConditions } from './conditions';
import { aProblem } from './Problem';

const chief = aProblem('CleanExit', { container: 'web' }).cause;

interface Step {
  readonly state: OperatorState;
  readonly hasCause: boolean;
  /** By how much the generation grows before the step. */
  readonly edits: number;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  state: fc.constantFrom(...OPERATOR_STATES),
  hasCause: fc.boolean(),
  edits: fc.nat({ max: 2 }),
});

function momentOf(index: number): string {
  return new Date(Date.UTC(2026, 10, 25, 9, 0, index)).toISOString();
}

function take(step: Step, index: number, previous: readonly Condition[]) {
  return buildConditions({
    state: step.state,
    effect: `As it is when ${step.state}.`,
    chief: step.hasCause ? chief : undefined,
    observedGeneration: index + step.edits,
    previous,
    now: momentOf(index),
  });
}

/** What every reader of kstatus relies on, whatever happened before. */
function check(
  after: readonly Condition[],
  before: readonly Condition[],
  facts: { readonly generation: number; readonly now: string },
) {
  const types = after.map(({ type }) => type);
  expect(types).toEqual([...new Set(types)].sort());
  expect(types).toContain('Ready');
  for (const condition of after) {
    const former = before.find(({ type }) => type === condition.type);
    const isSame = former?.status === condition.status;
    expect(condition.observedGeneration).toBe(facts.generation);
    expect(condition.reason).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
    expect(condition.message).not.toBe('');
    expect(condition.lastTransitionTime).toBe(
      isSame ? former.lastTransitionTime : facts.now,
    );
  }
  const abnormal = after.filter(({ type }) => type !== 'Ready');
  expect(abnormal.every(({ status }) => status === 'True')).toBe(true);
  expect(abnormal.length).toBeLessThanOrEqual(1);
  const ready = after.find(({ type }) => type === 'Ready');
  expect(ready?.status === 'True' && abnormal.length > 0).toBe(false);
}

describe('conditions, as kstatus reads them (mode 26)', () => {
  it('hold what they promise after any course of events', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 8 }), steps => {
        let before: readonly Condition[] = [];
        steps.forEach((step, index) => {
          const after = take(step, index, before);
          const generation = index + step.edits;
          expect(after).not.toEqual([]);
          check(after, before, { generation, now: momentOf(index) });
          before = after;
        });
      }),
    );
  });

  it('are gone once they hold no more', () => {
    const stalled = take({ state: 'Down', hasCause: true, edits: 0 }, 0, []);
    const moving = take(
      { state: 'RollingOut', hasCause: false, edits: 1 },
      1,
      stalled,
    );
    const good = take(
      { state: 'Healthy', hasCause: false, edits: 1 },
      2,
      moving,
    );
    const types = (conditions: readonly Condition[]) =>
      conditions.map(({ type }) => type);

    expect(types(stalled)).toEqual(['Ready', 'Stalled']);
    expect(types(moving)).toEqual(['Ready', 'Reconciling']);
    expect(types(good)).toEqual(['Ready']);
  });

  it('keep their moment while only their reason changes', () => {
    const first = take({ state: 'Starting', hasCause: false, edits: 0 }, 0, []);
    const later = take(
      { state: 'Degraded', hasCause: true, edits: 0 },
      9,
      first,
    );

    expect(later[0]).toMatchObject({
      status: 'False',
      reason: 'CleanExit',
      lastTransitionTime: momentOf(0),
    });
  });

  it('say that a person must act, even while something serves', () => {
    const invalid = aProblem('SpecInvalid', { field: 'x', why: 'y' }).cause;
    const facts = {
      state: 'Degraded' as const,
      effect: '1 of 1 instances serve.',
      observedGeneration: 1,
      previous: [],
      now: momentOf(0),
    };

    expect(buildConditions({ ...facts, chief: invalid })).toMatchObject([
      { type: 'Ready', status: 'False', reason: 'SpecInvalid' },
      { type: 'Stalled', status: 'True', reason: 'SpecInvalid' },
    ]);
    expect(buildConditions({ ...facts, chief })).toHaveLength(1);
  });

  it('call a pause what was asked for', () => {
    const paused = take({ state: 'Paused', hasCause: true, edits: 0 }, 0, []);

    expect(paused).toMatchObject([
      { type: 'Ready', status: 'True', reason: 'Paused' },
    ]);
  });
});
