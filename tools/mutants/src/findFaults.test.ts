import { findFaults } from './findFaults';
import type { Mutant } from './Mutant';

const FILES: Readonly<Record<string, string>> = {
  'src/a.ts': 'if (well) {\n  go();\n}\nif (ill) {\n  stop();\n}\n',
  'src/a.test.ts': [
    "it('goes where it is well', () => {});",
    "it.each(rows)('stops $why', () => {});",
    "it.each(rows)('$does', () => {});",
    "const rows = [{ why: 'when ill', does: 'rests at night' }];",
    "it('says \\'no\\'', () => {});",
  ].join('\n'),
};

function aMutant(part: Partial<Mutant> = {}): Mutant {
  return {
    mode: 12,
    name: 'it goes although it is ill',
    file: 'src/a.ts',
    find: 'if (ill)',
    replace: 'if (false)',
    test: { file: 'src/a.test.ts', name: 'goes where it is well' },
    ...part,
  };
}

function faultsOf(...mutants: Mutant[]): readonly string[] {
  return findFaults(mutants, file => FILES[file]);
}

describe('findFaults', () => {
  it.each([
    { why: 'its sentence', name: 'goes where it is well' },
    { why: 'a part of it', name: 'where it is well' },
    { why: 'a row of a table', name: 'stops when ill' },
    { why: 'what all rows share', name: 'stops ' },
    { why: 'a row that is a sentence of its own', name: 'rests at night' },
    { why: 'a sentence with quotes', name: "says 'no'" },
  ])('finds a test by $why', ({ name }) => {
    const test = { file: 'src/a.test.ts', name };

    expect(faultsOf(aMutant({ test }))).toEqual([]);
  });

  it.each<{ does: string; part: Partial<Mutant>; fault: string }>([
    {
      does: 'a source that is gone',
      part: { file: 'src/b.ts' },
      fault: "there is no 'src/b.ts'",
    },
    {
      does: 'a place that is gone',
      part: { find: 'if (tired)' },
      fault: "'find' must occur once in 'src/a.ts', not 0 times",
    },
    {
      does: 'a place that is not the only one',
      part: { find: 'if (' },
      fault: "'find' must occur once in 'src/a.ts', not 2 times",
    },
    {
      does: 'a change that changes nothing',
      part: { replace: 'if (ill)' },
      fault: 'it changes nothing',
    },
    {
      does: 'a file of tests that is gone',
      part: { test: { file: 'src/b.test.ts', name: 'goes' } },
      fault: "there is no 'src/b.test.ts'",
    },
    {
      does: 'a test that is gone',
      part: { test: { file: 'src/a.test.ts', name: 'flies' } },
      fault: "no test 'flies' in 'src/a.test.ts'",
    },
    {
      does: 'a mode that is unknown',
      part: { mode: 34 },
      fault: 'there is no mode 34',
    },
  ])('tells $does', ({ part, fault }) => {
    const mutant = aMutant(part);

    expect(faultsOf(mutant)).toEqual([
      `mode ${mutant.mode}, 'it goes although it is ill': ${fault}`,
    ]);
  });

  it('tells two of one name', () => {
    expect(faultsOf(aMutant(), aMutant())).toEqual([
      "mode 12, 'it goes although it is ill': there are two of this name",
    ]);
  });
});
