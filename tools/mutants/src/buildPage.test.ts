import { buildPage } from './buildPage';
import type { FailureMode } from './FailureMode';
import type { Mutant } from './Mutant';

const MODES: readonly FailureMode[] = [
  { mode: 11, area: 'Queue and controller', title: 'A key comes twice.' },
  {
    mode: 12,
    area: 'Queue and controller',
    title: 'It throws | hangs.',
    alsoProvedBy: '`make soak`',
  },
];

function aMutant(mode: number, name: string): Mutant {
  const test = { file: 'src/a.test.ts', name: `tests ${name}` };
  return { mode, name, file: 'src/a.ts', find: 'a', replace: 'b', test };
}

function rowsOf(page: string): string[] {
  return page.split('\n').filter(line => /^\| (\d|\s)/.test(line));
}

describe('buildPage', () => {
  it('has a row for each proof of a mode, and one for a mode without any', () => {
    const mutants = [aMutant(12, 'throws'), aMutant(12, 'hangs')];

    expect(rowsOf(buildPage(MODES, mutants))).toEqual([
      '| 11 | A key comes twice. |  |  |',
      '| 12 | It throws \\| hangs. | [tests throws](../src/a.test.ts) | throws |',
      '|  |  | [tests hangs](../src/a.test.ts) | hangs |',
      '|  |  | `make soak` |  |',
    ]);
  });
});
