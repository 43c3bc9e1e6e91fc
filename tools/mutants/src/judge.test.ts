import { isGreen, judge } from './judge';
import type { Mutant } from './Mutant';
import type { TestRun } from './runTests';

const MUTANT: Mutant = {
  mode: 12,
  name: 'it goes although it is ill',
  file: 'src/a.ts',
  find: 'ill',
  replace: 'well',
  test: { file: 'src/a.test.ts', name: 'rests' },
};

function ran(...tests: (readonly [name: string, passed: boolean])[]): TestRun {
  return {
    type: 'ran',
    tests: tests.map(([name, passed]) => ({ name, passed })),
  };
}

describe('isGreen', () => {
  it.each<{ why: string; before: TestRun; green: boolean }>([
    {
      why: 'its test passes, whatever those of others do',
      before: ran(['a rests', true], ['a goes', false]),
      green: true,
    },
    {
      why: 'one row of its table fails',
      before: ran(['a rests at night', true], ['a rests at noon', false]),
      green: false,
    },
    { why: 'it has no test', before: ran(['a goes', true]), green: false },
    {
      why: 'its file cannot be loaded',
      before: { type: 'broken', output: 'no such module' },
      green: false,
    },
    { why: 'its tests never end', before: { type: 'hung' }, green: false },
  ])('is $green where $why', ({ before, green }) => {
    expect(isGreen(before, MUTANT)).toBe(green);
  });
});

describe('judge', () => {
  it.each<{ after: TestRun; fate: string }>([
    { after: ran(['a rests', false]), fate: 'caught' },
    {
      after: ran(['a rests at night', true], ['a rests at noon', false]),
      fate: 'caught',
    },
    { after: { type: 'hung' }, fate: 'caught' },
    { after: ran(['a rests', true]), fate: 'survived' },
    { after: { type: 'broken', output: 'unexpected token' }, fate: 'broken' },
  ])('calls it $fate after $after', ({ after, fate }) => {
    expect(judge(after).fate).toBe(fate);
  });
});
