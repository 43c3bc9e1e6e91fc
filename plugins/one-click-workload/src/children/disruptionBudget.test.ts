import { aRollout } from '../testing/aRollout';
import type { RolloutTraits } from '../testing/aRollout';
import { buildDisruptionBudget } from './disruptionBudget';

const labels = {
  'one-click.dev/projectId': 'home',
  'one-click.dev/deploymentId': 'node-red',
};
const rolloutWith = (spec: NonNullable<RolloutTraits['spec']>) =>
  aRollout({ spec });

describe('buildDisruptionBudget', () => {
  it('lets instances that do not work be moved away', () => {
    const budget = buildDisruptionBudget(
      rolloutWith({ podDisruptionBudget: { minAvailable: 0 } }),
    );

    expect(budget?.spec).toEqual({
      minAvailable: 0,
      selector: { matchLabels: labels },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });
});
