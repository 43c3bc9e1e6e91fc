import { backoffMs } from './backoff';

describe('backoffMs', () => {
  it.each([
    { attempts: 0, random: 0, want: 500 },
    { attempts: 0, random: 1, want: 1_000 },
    { attempts: 3, random: 0.5, want: 6_000 },
    { attempts: 6, random: 1, want: 60_000 },
    { attempts: 1_000, random: 1, want: 60_000 },
  ])(
    'waits $want ms after $attempts attempts',
    ({ attempts, random, want }) => {
      expect(backoffMs(attempts, random)).toBe(want);
    },
  );
});
