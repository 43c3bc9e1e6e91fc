import { looksLikeVariables, parseVariables } from './parseVariables';

function valuesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    parseVariables(text).variables.map(({ name, value }) => [name, value]),
  );
}

describe('parseVariables', () => {
  it.each([
    {
      does: 'keeps everything behind the first =',
      text: 'A=b=c==',
      want: 'b=c==',
    },
    { does: 'keeps a dollar sign', text: 'A=a$b${c}', want: 'a$b${c}' },
    { does: 'takes an empty value', text: 'A=', want: '' },
    { does: 'drops blanks around a bare value', text: 'A =  b  ', want: 'b' },
    { does: 'keeps blanks in quotes', text: 'A="  b  "', want: '  b  ' },
    {
      does: 'drops a comment behind a bare value',
      text: 'A=b # why',
      want: 'b',
    },
    { does: 'keeps a # without a blank before it', text: 'A=b#c', want: 'b#c' },
    {
      does: 'reads escapes in double quotes',
      text: 'A="a\\nb\\"c\\\\"',
      want: 'a\nb"c\\',
    },
    {
      does: 'reads no escapes in single quotes',
      text: "A='a\\nb'",
      want: 'a\\nb',
    },
    { does: 'lets quotes span lines', text: 'A="one\ntwo"', want: 'one\ntwo' },
    { does: 'understands export', text: 'export A=b', want: 'b' },
    {
      does: 'keeps quotes inside a bare value',
      text: 'A={"b":1}',
      want: '{"b":1}',
    },
    { does: 'ends a line at a carriage return', text: 'A=b\r\n', want: 'b' },
  ])('$does', ({ text, want }) => {
    expect(valuesOf(text)).toEqual({ A: want });
  });

  it('skips comments and blank lines, and goes on behind a value of several lines', () => {
    expect(valuesOf('# first\n\nA="x\ny"\nB=2\n')).toEqual({
      A: 'x\ny',
      B: '2',
    });
  });

  it('names the lines that it does not understand, and takes the others', () => {
    const { variables, failedLines } = parseVariables(
      'A=1\nnonsense\nB="open\n',
    );

    expect(variables).toEqual([{ name: 'A', value: '1' }]);
    expect(failedLines).toEqual([2, 3]);
  });

  it('lets the later of two win, as a shell does', () => {
    expect(valuesOf('A=1\nA=2')).toEqual({ A: '2' });
  });

  it('reads a JSON map without changing how numbers are written', () => {
    expect(valuesOf('{"A": "b=c", "N": 1.0, "Z": "007", "T": true}')).toEqual({
      A: 'b=c',
      N: '1.0',
      Z: '007',
      T: 'true',
    });
  });

  it('reads a YAML map, a block of lines included', () => {
    expect(valuesOf('A: b\nCERT: |\n  one\n  two\n')).toEqual({
      A: 'b',
      CERT: 'one\ntwo\n',
    });
  });

  it('reads no map of maps', () => {
    expect(parseVariables('A:\n  B: c').variables).toEqual([]);
  });
});

describe('looksLikeVariables', () => {
  it.each([
    { text: 'LOG_LEVEL', want: false },
    { text: 'LOG_LEVEL\n', want: false },
    { text: 'LOG_LEVEL=info', want: true },
    { text: 'A: b\nC: d', want: true },
    { text: '{"A":"b"}', want: true },
  ])('is $want for $text', ({ text, want }) => {
    expect(looksLikeVariables(text)).toBe(want);
  });
});
