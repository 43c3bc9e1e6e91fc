import type { Mutant } from './Mutant';
import type { TestRun } from './runTests';

/**
 * What became of a mutant: `caught` is what it should be. `survived` means that
 * its test does not test the handling; `broken`, that no test could be run with
 * it; `red before`, that its test fails without it.
 */
export type Fate = 'caught' | 'survived' | 'broken' | 'red before';

/** Whether there is at least one test of the name, and all of them pass. */
export function isGreen(before: TestRun, { test }: Mutant): boolean {
  if (before.type !== 'ran') {
    return false;
  }
  const own = before.tests.filter(({ name }) => name.includes(test.name));
  return own.length > 0 && own.every(({ passed }) => passed);
}

/** What became of a mutant whose test was green without it. */
export function judge(after: TestRun): {
  readonly fate: Fate;
  readonly detail?: string;
} {
  switch (after.type) {
    case 'broken':
      return { fate: 'broken', detail: wordsOf(after) };
    case 'hung':
      // A test that never ends has noticed, too.
      return { fate: 'caught' };
    case 'ran':
      return {
        fate: after.tests.every(({ passed }) => passed) ? 'survived' : 'caught',
      };
  }
}

/** What a run said, line by line. */
export function wordsOf(result: TestRun): string {
  switch (result.type) {
    case 'broken':
      return result.output;
    case 'hung':
      return 'it did not end';
    case 'ran':
      return result.tests
        .map(({ name, passed }) => `${passed ? 'passed' : 'failed'}: ${name}`)
        .join('\n');
  }
}
