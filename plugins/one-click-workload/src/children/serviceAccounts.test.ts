import { rolloutWith } from '../testing/aRollout';
import { buildServiceAccounts } from './serviceAccounts';

describe('buildServiceAccounts', () => {
  it('gives an account no owner and nothing of the rollout, since others run as it too', () => {
    const rollout = rolloutWith({ serviceAccountName: 'one-click' });

    expect(buildServiceAccounts(rollout)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: {
          name: 'one-click',
          namespace: 'home',
          labels: { 'one-click.dev/projectId': 'home' },
        },
      },
    ]);
  });

  it.each([undefined, '', 'default'])(
    'makes none for the name %p, which means the one every namespace has',
    serviceAccountName => {
      const spec =
        serviceAccountName === undefined ? {} : { serviceAccountName };

      expect(buildServiceAccounts(rolloutWith(spec))).toEqual([]);
    },
  );
});
