import type { Health } from '@one-click/backstage-plugin-one-click-common';
import { runningRevision } from './runningRevision';

const health: Health = {
  state: 'Healthy',
  since: '2026-03-04T14:00:00Z',
  wanted: 2,
  ready: 2,
  revision: 2,
  problems: [],
};

describe('runningRevision', () => {
  it.each([
    { does: 'is what the cluster was told, where that runs', facts: {}, is: 2 },
    {
      does: 'is the older one while the newer cannot start',
      facts: { state: 'Blocked', servingRevision: 1 } as const,
      is: 1,
    },
    {
      does: 'is none while nothing serves',
      facts: { state: 'Down', ready: 0 } as const,
      is: undefined,
    },
  ])('$does', ({ facts, is }) => {
    expect(runningRevision({ ...health, ...facts })).toBe(is);
  });
});
