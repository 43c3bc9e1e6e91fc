import fc from 'fast-check';
import { trimToBytes } from './trimToBytes';

describe('trimToBytes', () => {
  it.each([
    { text: 'short', limit: 10, want: 'short' },
    { text: 'exactly 10', limit: 10, want: 'exactly 10' },
    { text: 'a bit longer', limit: 10, want: 'a bit l…' },
    { text: 'üüüüüü', limit: 10, want: 'üüü…' },
    { text: '🚀🚀🚀', limit: 10, want: '🚀…' },
  ])("cuts '$text' to $limit bytes", ({ text, limit, want }) => {
    expect(trimToBytes(text, limit)).toBe(want);
  });

  it('never exceeds its limit, and never breaks a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 4, max: 80 }),
        (text, limit) => {
          const trimmed = trimToBytes(text, limit);

          expect(Buffer.byteLength(trimmed)).toBeLessThanOrEqual(limit);
          expect(text.startsWith(trimmed.replace(/…$/, ''))).toBe(true);
        },
      ),
    );
  });
});
