import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { childrenOf, nameFleet, namespacesOf, specOf } from './fleet';

describe('the fleet', () => {
  it('spreads over namespaces', () => {
    const fleet = nameFleet('storm', 61);
    expect(namespacesOf(fleet)).toEqual(['storm-0', 'storm-1', 'storm-2']);
    expect(fleet.at(-1)).toEqual({ namespace: 'storm-2', name: 'app-60' });
  });

  it('has eight children a rollout, each of another kind but for the secrets', () => {
    const ref = { namespace: 'storm-0', name: 'app-0' };
    const rollout = { metadata: { ...ref, uid: 'u' }, spec: specOf(ref) };
    const kinds = childrenOf(rollout as Rollout).map(({ kind }) => kind);
    expect(kinds).toEqual([
      'ServiceAccount',
      'PersistentVolumeClaim',
      'Secret',
      'Secret',
      'Deployment',
      'Service',
      'Ingress',
      'HorizontalPodAutoscaler',
    ]);
  });
});
