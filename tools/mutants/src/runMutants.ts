import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFaults } from './findFaults';
import type { Mutant } from './Mutant';
import { isGreen, judge, wordsOf } from './judge';
import type { Fate } from './judge';
import { runTests } from './runTests';
import type { TestRun } from './runTests';
import { ScratchCopy } from './ScratchCopy';

/** A mutant and what became of it. */
export interface Verdict {
  readonly mutant: Mutant;
  readonly fate: Fate;
  readonly seconds: number;
  /** What the tests said, where that is of use. */
  readonly detail?: string;
}

/** What to run, and whom to tell. */
export interface RunMutantsOptions {
  readonly root: string;
  readonly mutants: readonly Mutant[];
  readonly onVerdict: (verdict: Verdict) => void;
  /** Ends it early, with the verdicts so far. */
  readonly signal: AbortSignal;
}

const LIMIT_MS = 10 * 60_000;

/** Runs each mutant against its test in a copy of the repository; the repository itself stays as it is. */
export async function runMutants(
  options: RunMutantsOptions,
): Promise<readonly Verdict[]> {
  const { root, mutants, onVerdict, signal } = options;
  const copy = ScratchCopy.of(root);
  try {
    const faults = findFaults(mutants, file => readOrNothing(copy.path, file));
    if (faults.length > 0) {
      throw new Error(`Some mutants cannot be run:\n${faults.join('\n')}`);
    }
    const verdicts: Verdict[] = [];
    for (const group of byTestFile(mutants)) {
      for await (const verdict of runGroup({ copy, signal }, group)) {
        onVerdict(verdict);
        verdicts.push(verdict);
      }
    }
    return verdicts;
  } finally {
    copy.remove();
  }
}

/** Mutants whose tests are in one file, so that this is run once without any. */
function byTestFile(
  mutants: readonly Mutant[],
): readonly (readonly Mutant[])[] {
  const groups = new Map<string, Mutant[]>();
  for (const mutant of mutants) {
    const { file } = mutant.test;
    groups.set(file, [...(groups.get(file) ?? []), mutant]);
  }
  return [...groups.values()];
}

interface Place {
  readonly copy: ScratchCopy;
  readonly signal: AbortSignal;
}

async function* runGroup(
  place: Place,
  group: readonly Mutant[],
): AsyncGenerator<Verdict> {
  const { copy, signal } = place;
  const before = await run(place, group);
  for (const mutant of group) {
    if (signal.aborted) {
      return;
    }
    const began = performance.now();
    const judged = isGreen(before, mutant)
      ? judge(await copy.withChange(mutant, () => run(place, [mutant])))
      : { fate: 'red before' as const, detail: wordsOf(before) };
    const seconds = Math.round((performance.now() - began) / 1_000);
    yield { mutant, seconds, ...judged };
  }
}

function run(
  { copy, signal }: Place,
  group: readonly Mutant[],
): Promise<TestRun> {
  return runTests({
    root: copy.path,
    signal,
    file: group[0]?.test.file ?? '',
    names: group.map(({ test }) => test.name),
    limitMs: LIMIT_MS,
  });
}

function readOrNothing(root: string, file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}
