import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { findMisfits } from './findMisfits';

const long = 'n'.repeat(60);

const CASES: readonly {
  readonly field: string;
  readonly why: string;
  readonly spec: Partial<RolloutSpecInput>;
}[] = [
  {
    field: 'spec.interfaces[0].port',
    why: 'may not be 70000: choose one from 1 to 65535',
    spec: { interfaces: [{ name: 'http', port: 70_000 }] },
  },
  {
    field: 'spec.interfaces[0].targetPort',
    why: 'may not be 0: choose one from 1 to 65535',
    spec: { interfaces: [{ name: 'http', port: 80, targetPort: 0 }] },
  },
  {
    field: 'spec.horizontalScale.minReplicas',
    why: 'may not be 5: choose at most the 2 of maxReplicas',
    spec: { horizontalScale: { minReplicas: 5, maxReplicas: 2 } },
  },
  {
    field: 'spec.interfaces[0].name',
    why: `makes the name '${long}-web-svc', which has more than 63 characters: choose a shorter one`,
    spec: { interfaces: [{ name: long, port: 80 }] },
  },
  {
    field: 'spec.cronjobs[0].name',
    why: `makes the name 'web-${long}', which has more than 52 characters: choose a shorter one`,
    spec: { cronjobs: [{ name: long, schedule: '@daily' }] },
  },
];

describe('findMisfits', () => {
  it.each(CASES)('finds the one in $field', ({ field, why, spec }) => {
    expect(findMisfits(aRollout({ spec }))).toEqual([{ field, why }]);
  });

  it('takes what children can have', () => {
    const spec = {
      interfaces: [{ name: 'http', port: 1, targetPort: 65_535 }],
      horizontalScale: { minReplicas: 2, maxReplicas: 2 },
      cronjobs: [{ name: 'job', schedule: '@daily' }],
    };

    expect(findMisfits(aRollout({ spec }))).toEqual([]);
  });
});
