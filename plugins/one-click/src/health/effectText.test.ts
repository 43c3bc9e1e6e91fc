import type { Health } from '@one-click/backstage-plugin-one-click-common';
import { englishTexts } from '../testing/englishTexts';
import { aHealth } from '../testing/fixtures';
import { toTimeTexts } from '../time/useTimeTexts';
import { effectText } from './effectText';

const NOW = Date.parse('2026-03-04T12:00:00Z');
const t = englishTexts();

function effect(health: Partial<Health>, recreates = false): string {
  return effectText(aHealth(health), {
    t,
    times: toTimeTexts(t),
    now: NOW,
    recreates,
  });
}

describe('effectText', () => {
  it.each<{ when: string; health: Partial<Health>; want: string }>([
    {
      when: 'nothing is ready',
      health: { state: 'Down' },
      want: 'Nothing is serving.',
    },
    {
      when: 'a blocked update leaves the old revision',
      health: { state: 'Blocked', servingRevision: 14 },
      want: 'Revision 14 still serves.',
    },
    {
      when: 'a first start is blocked',
      health: { state: 'Blocked', ready: 0 },
      want: 'Nothing is serving.',
    },
    {
      when: 'nothing was seen of a first start yet',
      health: { state: 'Starting', wanted: 0 },
      want: 'Starting.',
    },
    {
      when: 'an update failed',
      health: { state: 'UpdateFailed', servingRevision: 14 },
      want: 'Revision 14 still serves all requests.',
    },
    {
      when: 'fewer serve than asked for',
      health: { state: 'Degraded', ready: 2, wanted: 3 },
      want: '2 of 3 instances serve.',
    },
    {
      when: 'an update moves',
      health: { state: 'RollingOut', ready: 1, wanted: 3, revision: 16 },
      want: 'Revision 16 is on its way; 1 of 3 instances serve.',
    },
    {
      when: 'a single instance is well',
      health: { state: 'Healthy', wanted: 1, revision: 2 },
      want: 'The only instance serves revision 2.',
    },
    {
      when: 'all are well',
      health: { state: 'Healthy', wanted: 3, revision: 15 },
      want: 'All 3 instances serve revision 15.',
    },
    {
      when: 'the cluster is away',
      health: {
        state: 'Unknown',
        lastKnown: 'Healthy',
        seenAt: '2026-03-04T11:56:00Z',
      },
      want: 'Last seen Healthy 4 min ago.',
    },
    {
      when: 'a save waits',
      health: { state: 'WaitingToApply', revision: 15 },
      want: 'Saved. Revision 15 runs meanwhile.',
    },
  ])('says what users get when $when', ({ health, want }) => {
    expect(effect(health)).toBe(want);
  });

  it('does not claim that someone serves while everything is being replaced', () => {
    expect(
      effect({ state: 'RollingOut', ready: 0, wanted: 3, revision: 16 }, true),
    ).toBe('Nothing is serving until revision 16 is ready.');
  });
});
