import { aSpec } from '../../test/records';
import { createGuardRailRule } from './createGuardRailRule';

describe('the rule of guard rails', () => {
  const rule = createGuardRailRule(cluster =>
    cluster === 'edge' ? { registries: ['ghcr.io'] } : {},
  );
  const candidate = {
    project: 'shop',
    owner: 'group:default/team-a',
    name: 'web',
    spec: aSpec(),
  };

  it('refuses by field what a cluster does not allow', async () => {
    await expect(
      rule.check({ ...candidate, cluster: 'edge' }),
    ).resolves.toEqual([
      {
        severity: 'refusal',
        field: 'image',
        message:
          "may not be 'docker.io/library/nginx': use an image of 'ghcr.io'",
      },
    ]);
    await expect(
      rule.check({ ...candidate, cluster: 'main' }),
    ).resolves.toEqual([]);
  });
});
