import { differingPaths } from './differingPaths';

describe('differingPaths', () => {
  it('finds none in equal pieces', () => {
    expect(differingPaths({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toEqual(
      [],
    );
  });

  it('names what is other, missing or too much, with both values', () => {
    const left = { a: { b: 1, c: [1, 2] }, d: 'x' };
    const right = { a: { b: 2, c: [1] }, e: null };
    expect(differingPaths(left, right)).toEqual([
      'a.b: 1, 2',
      'a.c.1: 2, undefined',
      'd: "x", undefined',
      'e: undefined, null',
    ]);
  });
});
