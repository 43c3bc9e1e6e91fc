import { Registry } from '../engine/metrics';
import { measureApplies } from './measureApplies';
import { measureTakeOver } from './measureTakeOver';

describe('the metrics of the operator', () => {
  it('count what becomes of children, and of those of the operator before', () => {
    const registry = new Registry();
    const applies = measureApplies(registry);
    const takeOver = measureTakeOver(registry);

    applies.applied?.({ kind: 'Service', how: 'created' });
    applies.refused?.({ kind: 'Service' });
    applies.pruned?.({ kind: 'Ingress' });
    applies.contested?.({ kind: 'Deployment', rival: 'somebody' });
    takeOver.onTakenOver('Secret');

    const lines = registry.render().split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'oneclick_ssa_total{kind="Service",result="created"} 1',
        'oneclick_ssa_total{kind="Service",result="refused"} 1',
        'oneclick_pruned_total{kind="Ingress"} 1',
        'oneclick_contested_total{kind="Deployment"} 1',
        'oneclick_taken_over_total{kind="Secret"} 1',
      ]),
    );
  });
});
