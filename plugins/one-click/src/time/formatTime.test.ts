import { englishTexts } from '../testing/englishTexts';
import { tellExactly, tellTime, toSpan } from './formatTime';
import { toTimeTexts } from './useTimeTexts';

const NOW = Date.parse('2026-03-04T12:00:00Z');
const times = toTimeTexts(englishTexts());

function before(ms: number): string {
  return new Date(NOW - ms).toISOString();
}

describe('the words for times', () => {
  it.each([
    { does: 'has no seconds to tell', ms: 59_000, want: 'just now' },
    { does: 'trusts no skewed clock', ms: -90_000, want: 'just now' },
    { does: 'begins with a minute', ms: 60_000, want: '1 min ago' },
    { does: 'tells minutes', ms: 5 * 60_000, want: '5 min ago' },
    { does: 'adds minutes to hours', ms: 125 * 60_000, want: '2 h 5 min ago' },
    { does: 'leaves out no minutes', ms: 120 * 60_000, want: '2 h ago' },
    { does: 'tells days up to a week', ms: 6 * 86_400_000, want: '6 d ago' },
    { does: 'tells a date after that', ms: 8 * 86_400_000, want: '24 Feb' },
    {
      does: 'adds the year to another one',
      ms: 90 * 86_400_000,
      want: '4 Dec 2025',
    },
  ])('$does: $want', ({ ms, want }) => {
    expect(times.ago(before(ms), NOW)).toBe(want);
  });

  it('tells a length in at most two units', () => {
    expect(times.duration(41_000)).toBe('41 s');
    expect(times.duration((26 * 60 + 5) * 60_000)).toBe('1 d');
  });

  it('counts a negative length as none', () => {
    expect(toSpan(-1)).toEqual({ unit: 'seconds', value: 0 });
  });

  it('tells an instant exactly, in UTC too', () => {
    expect(tellExactly('2026-03-04T12:00:07Z')).toContain(
      '2026-03-04 12:00:07 UTC',
    );
  });

  it('keeps the distance for a date that is near', () => {
    expect(tellTime(before(60_000), NOW)).toEqual({
      kind: 'ago',
      span: { unit: 'minutes', value: 1 },
    });
  });
});
