import { parseArgs } from 'node:util';
import { startCluster, TEST_CLUSTER_VARIABLE } from '@one-click/devcluster';
import type { Mutant } from './Mutant';
import { MUTANTS } from './mutants';
import { runMutants } from './runMutants';
import type { Verdict } from './runMutants';

const ROOT = process.cwd();
const USAGE = `Changes the program so that it no longer handles a failure, and expects its test to fail.

  make mutants [MODE=12] [NAME='part of a name']
`;

function select(args: readonly string[]): readonly Mutant[] {
  const { values } = parseArgs({
    args: [...args],
    options: { mode: { type: 'string' }, name: { type: 'string' } },
  });
  return MUTANTS.filter(
    ({ mode, name }) =>
      (values.mode === undefined || mode === Number(values.mode)) &&
      (values.name === undefined || name.includes(values.name)),
  );
}

/** Starts the one cluster that all tests share, if there are tests that need one. */
async function clusterFor(mutants: readonly Mutant[]) {
  const isNeeded = mutants.some(({ test }) =>
    test.file.endsWith('.cluster.test.ts'),
  );
  if (!isNeeded || process.env[TEST_CLUSTER_VARIABLE] !== undefined) {
    return { stop: async () => undefined };
  }
  const cluster = await startCluster();
  process.env[TEST_CLUSTER_VARIABLE] = cluster.descriptionFile;
  return cluster;
}

function print({ mutant, fate, seconds, detail }: Verdict): void {
  const mode = String(mutant.mode).padStart(4);
  process.stdout.write(
    `${mode}  ${fate.padEnd(10)} ${String(seconds).padStart(4)} s  ${
      mutant.name
    }\n`,
  );
  if (detail !== undefined) {
    process.stdout.write(`${detail.replace(/^/gm, '      | ')}\n`);
  }
}

/** Ends with 1 unless every mutant was caught. */
async function main(): Promise<void> {
  const mutants = select(process.argv.slice(2));
  if (mutants.length === 0) {
    process.stderr.write(`No mutant fits.\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const stop = new AbortController();
  // A stop by hand must leave neither the copy nor the cluster behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort());
  }
  const cluster = await clusterFor(mutants);
  try {
    process.stdout.write('mode  became      time  the program with it\n');
    const verdicts = await runMutants({
      root: ROOT,
      mutants,
      onVerdict: print,
      signal: stop.signal,
    });
    const caught = verdicts.filter(({ fate }) => fate === 'caught');
    const modes = new Set(caught.map(({ mutant }) => mutant.mode));
    process.stdout.write(
      `\nmutants: ${caught.length} of ${mutants.length} caught, in ${modes.size} modes\n`,
    );
    process.exitCode = caught.length === mutants.length ? 0 : 1;
  } finally {
    await cluster.stop();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
