import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import { findTwins } from './findTwins';

describe('findTwins', () => {
  it('finds names that a list has twice, and says where', () => {
    const spec = {
      interfaces: [
        { name: 'a', port: 1 },
        { name: 'b', port: 2 },
        { name: 'a', port: 3 },
      ],
      cronjobs: [
        { name: 'a', schedule: '@daily' },
        { name: 'a', schedule: '@daily' },
      ],
    };

    expect(findTwins(aRollout({ spec }))).toEqual([
      {
        field: 'spec.interfaces[2].name',
        why: "may not be 'a' again: choose another name",
      },
      {
        field: 'spec.cronjobs[1].name',
        why: "may not be 'a' again: choose another name",
      },
    ]);
  });

  it('lets different lists have the same names', () => {
    const spec = {
      interfaces: [{ name: 'a', port: 1 }],
      volumes: [{ name: 'a', mountPath: '/a', size: '1Gi' }],
    };

    expect(findTwins(aRollout({ spec }))).toEqual([]);
  });
});
