import { readWarnings } from './warnings';

describe('readWarnings', () => {
  it.each([
    ['no header', undefined, []],
    ['one warning', '299 - "old API"', ['old API']],
    ['several in one header', '299 - "a", 299 - "b, c"', ['a', 'b, c']],
    ['several headers', ['299 - "a"', '299 - "b"'], ['a', 'b']],
    ['quotes within', '299 - "field \\"x\\" is gone"', ['field "x" is gone']],
    ["other codes, which are not the API server's", '110 - "stale"', []],
  ])('reads %s', (_, header, expected) => {
    expect(readWarnings(header)).toEqual(expected);
  });
});
