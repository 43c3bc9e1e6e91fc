import { findExemptions } from './exemptions';

// Put together at run time, so that this file holds none itself.
const ESLINT = ['eslint', 'disable'].join('-');
const TS = ['@ts', 'ignore'].join('-');
const EXPECT = ['@ts-expect', 'error'].join('-');

describe('findExemptions', () => {
  it.each([
    { does: 'sees no fault in plain code', line: 'const a = 1;', found: [] },
    {
      does: 'accepts one line with a reason',
      line: `// ${ESLINT}-next-line no-console -- the program's own output`,
      found: [undefined],
    },
    {
      does: 'refuses one line without a reason',
      line: `// ${ESLINT}-next-line no-console`,
      found: [expect.stringContaining('no reason')],
    },
    {
      does: 'refuses a whole file, reason or not',
      line: `/* ${ESLINT} no-console -- why not */`,
      found: [expect.stringContaining('more than a line')],
    },
    {
      does: 'refuses an exemption that outlives its cause',
      line: `// ${TS} -- old types`,
      found: [expect.stringContaining('expect')],
    },
    {
      does: 'accepts an expected error with a reason',
      line: `// ${EXPECT} the types are of the next release`,
      found: [undefined],
    },
  ])('$does', ({ line, found }) => {
    const faults = findExemptions('a.ts', line).map(({ fault }) => fault);

    expect(faults).toEqual(found);
  });
});
