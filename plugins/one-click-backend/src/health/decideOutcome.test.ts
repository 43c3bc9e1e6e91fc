import { aRollout, DAWN, someFacts } from '../../test/records';
import { decideOutcome } from './decideOutcome';

const LATER = Date.parse(DAWN) + 3_600_000;

describe('decideOutcome', () => {
  it.each(['Healthy', 'Down'] as const)(
    'judges no revision by facts of the one before, though they are %s',
    state => {
      const rollout = aRollout({ state, told: 3 });
      const facts = (revision: number) => ({
        ...rollout,
        live: { ...someFacts(), revision },
      });

      expect(decideOutcome(facts(2), LATER)).toEqual({ type: 'open' });
      expect(decideOutcome(facts(3), LATER)).toMatchObject({
        type: 'outcome',
        revision: 3,
      });
    },
  );
});
