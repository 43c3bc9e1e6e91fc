import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeRegExp } from './findFaults';

/** Tests of one file. */
export interface TestSelection {
  /** Root of the repository, or of a copy of it. */
  readonly root: string;
  readonly file: string;
  /** Parts of the names of those to run. */
  readonly names: readonly string[];
  /** Milliseconds after which they count as hung. */
  readonly limitMs: number;
  /** Ends them at once, which then count as hung. */
  readonly signal: AbortSignal;
}

/** How one test ended. */
export interface TestOutcome {
  readonly name: string;
  readonly passed: boolean;
}

/** How a run ended: with outcomes, or without any because the file cannot be loaded or nothing ends. */
export type TestRun =
  | { readonly type: 'ran'; readonly tests: readonly TestOutcome[] }
  | { readonly type: 'broken'; readonly output: string }
  | { readonly type: 'hung' };

interface JestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
    }[];
  }[];
}

/** Runs the tests whose names hold one of the given, and no others. */
export async function runTests(selection: TestSelection): Promise<TestRun> {
  const folder = await mkdtemp(join(tmpdir(), 'one-click-mutants-report-'));
  const report = join(folder, 'jest.json');
  try {
    const { output, hung } = await runJest(selection, report);
    return hung ? { type: 'hung' } : await readReport(report, output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReport(path: string, output: string): Promise<TestRun> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    return { type: 'broken', output };
  }
  const { testResults } = JSON.parse(text) as JestReport;
  const tests = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .map(({ fullName, status }) => ({
      name: fullName,
      passed: status === 'passed',
    }));
  return tests.length > 0
    ? { type: 'ran', tests }
    : { type: 'broken', output: testResults[0]?.message || output };
}

function runJest(
  { root, file, names, limitMs, signal }: TestSelection,
  report: string,
): Promise<{ readonly output: string; readonly hung: boolean }> {
  const [group = '', name = ''] = file.split('/');
  const packageFolder = join(root, group, group === 'e2e' ? '' : name);
  const args = [
    join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
    ...[
      'package',
      'test',
      '--watchAll=false',
      `--testTimeout=${timeout(file)}`,
    ],
    ...['--json', `--outputFile=${report}`],
    `--testNamePattern=${names.map(escapeRegExp).join('|')}`,
    ...['--runTestsByPath', join(root, file)],
  ];
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: packageFolder,
      env: { ...process.env, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that whatever a test started ends with it.
      detached: true,
    });
    let output = '';
    let hung = false;
    const end = () => {
      hung = true;
      killGroup(child.pid);
    };
    const limit = setTimeout(end, limitMs);
    signal.addEventListener('abort', end);
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('close', () => {
      clearTimeout(limit);
      signal.removeEventListener('abort', end);
      killGroup(child.pid);
      resolve({ output, hung });
    });
  });
}

/** Milliseconds for a test: one without a cluster that takes long waits for what a mutant took away. */
function timeout(file: string): number {
  return file.endsWith('.cluster.test.ts') ? 60_000 : 15_000;
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, 'SIGKILL');
    }
  } catch {
    // All of it has ended.
  }
}
