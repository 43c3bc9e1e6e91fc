import { rolloutWith, rolloutLabels } from '../testing/aRollout';
import { buildDisruptionBudget } from './disruptionBudget';

describe('buildDisruptionBudget', () => {
  it('lets instances that do not work be moved away', () => {
    const budget = buildDisruptionBudget(
      rolloutWith({ podDisruptionBudget: { minAvailable: 0 } }),
    );

    expect(budget?.spec).toEqual({
      minAvailable: 0,
      selector: { matchLabels: rolloutLabels },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });
});
