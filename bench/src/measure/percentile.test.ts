import { percentile } from './percentile';

describe('percentile', () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[3, 1, 2], 0.99, 3],
    [[3, 1, 2], 0, 1],
    [[7], 0.5, 7],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('of nothing is refused', () => {
    expect(() => percentile([], 0.5)).toThrow('no values');
  });
});
