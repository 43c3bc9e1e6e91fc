import { keepOrder } from './useSteadyOrder';

const keyOf = (item: string) => item;

describe('keepOrder', () => {
  it('keeps known rows where they are and puts new ones behind them', () => {
    expect(keepOrder(['new', 'a', 'b', 'c'], ['c', 'a', 'b'], keyOf)).toEqual([
      'c',
      'a',
      'b',
      'new',
    ]);
  });

  it('closes the gap that a row leaves', () => {
    expect(keepOrder(['a', 'c'], ['c', 'b', 'a'], keyOf)).toEqual(['c', 'a']);
  });
});
