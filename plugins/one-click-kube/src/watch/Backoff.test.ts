import { Backoff } from './Backoff';

describe('Backoff', () => {
  const options = { firstMs: 100, maxMs: 1_000 };

  it('doubles up to its limit, and stays there', () => {
    const backoff = new Backoff({ ...options, random: () => 0 });
    const waits = Array.from({ length: 6 }, () => backoff.next());
    expect(waits).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it('takes up to half of a wait away', () => {
    const backoff = new Backoff({ ...options, random: () => 0.999 });
    expect(backoff.next()).toBeCloseTo(50, 0);
  });

  it('waits for as long as it is asked to', () => {
    const backoff = new Backoff({ ...options, random: () => 0 });
    expect(backoff.next(5_000)).toBe(5_000);
    expect(backoff.next()).toBe(200);
  });

  it('begins anew after a success', () => {
    const backoff = new Backoff({ ...options, random: () => 0 });
    backoff.next();
    backoff.next();
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it('survives an outage of any length', () => {
    const backoff = new Backoff({ ...options, random: () => 0 });
    for (let failure = 0; failure < 5_000; failure += 1) {
      backoff.next();
    }
    expect(backoff.next()).toBe(1_000);
  });
});
