import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';

/** How many checks of a suite held and how many did not. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** A command that checks something, run from the root of the repository. */
export interface Suite {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Where the command leaves jest-like totals; without it, its exit code is the one check. */
  readonly report?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs suites one after another, each with its time, and adds up their checks. */
export async function runSuites(suites: readonly Suite[]): Promise<Tally> {
  const total = { passed: 0, failed: 0 };
  for (const suite of suites) {
    const { passed, failed } = await runSuite(suite);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

async function runSuite(suite: Suite): Promise<Tally> {
  const started = performance.now();
  process.stdout.write(`\n== ${suite.name}\n`);
  if (suite.report) {
    await rm(suite.report, { force: true });
  }
  const code = await run(suite);
  const tally = await count(suite, code);
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(
    `== ${suite.name}: ${tally.passed} held, ${tally.failed} did not, ${seconds} s\n`,
  );
  return tally;
}

function run({ command: [file, ...args], env }: Suite): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(file, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', error => {
      process.stderr.write(`cannot run '${file}': ${error.message}\n`);
      resolve(1);
    });
    child.once('close', code => resolve(code ?? 1));
  });
}

async function count({ report }: Suite, code: number): Promise<Tally> {
  const counted = report ? await readReport(report) : undefined;
  if (!counted) {
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  // A suite that could not load, or a crash after the last test, has failed
  // although no single test has.
  const unnoticed = code !== 0 && counted.failed === 0 ? 1 : 0;
  return { passed: counted.passed, failed: counted.failed + unnoticed };
}

async function readReport(path: string): Promise<Tally | undefined> {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } =
      JSON.parse(await readFile(path, 'utf8'));
    return {
      passed: Number(numPassedTests),
      failed: Number(numFailedTests) + Number(numRuntimeErrorTestSuites ?? 0),
    };
  } catch {
    return undefined;
  }
}
