import { Random } from './Random';

describe('Random', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const numbers = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => random.between(1, 1_000));
    };
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
  });

  it('stays within its bounds, and reaches them', () => {
    const random = new Random(1);
    const seen = new Set(
      Array.from({ length: 200 }, () => random.between(1, 3)),
    );
    expect([...seen].sort()).toEqual([1, 2, 3]);
  });

  it('refuses to choose from nothing', () => {
    expect(() => new Random(1).oneOf([])).toThrow('nothing to choose from');
  });
});
