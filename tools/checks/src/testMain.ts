import { resolve } from 'node:path';
import { runSuites } from './suite';
import type { Suite } from './suite';
import { VERIFY } from './verify';

const JEST_REPORT = '.run/jest.json';
const BROWSER_REPORT = '.run/browser.json';
const DEVCLUSTER = 'tools/devcluster/src';
const EXIT_AT_ONCE = resolve('tools/checks/src/exitAtOnce.cjs');

const TESTS: readonly Suite[] = [
  {
    name: 'Kubernetes binaries',
    command: ['yarn', 'tsx', `${DEVCLUSTER}/build.ts`],
  },
  {
    name: 'operator program',
    command: [
      'yarn',
      'workspace',
      '@one-click/backstage-plugin-one-click-operator',
      'build:program',
    ],
  },
  {
    name: 'unit, database and cluster tests',
    command: [
      'yarn',
      'tsx',
      `${DEVCLUSTER}/withCluster.ts`,
      '--',
      'yarn',
      'backstage-cli',
      'repo',
      'test',
      '--maxWorkers=2',
      // A hang must end, however slow the machine; speed is for benchmarks.
      '--testTimeout=120000',
      '--workerIdleMemoryLimit=1300M',
      '--json',
      `--outputFile=${JEST_REPORT}`,
    ],
    report: JEST_REPORT,
    env: {
      CI: 'true',
      NODE_OPTIONS: [
        process.env.NODE_OPTIONS,
        `--require=${JSON.stringify(EXIT_AT_ONCE)}`,
      ].join(' '),
    },
  },
  {
    name: 'browser tests (builds the pages first)',
    command: ['yarn', 'workspace', '@one-click/e2e', 'e2e'],
    report: BROWSER_REPORT,
  },
];

/** Runs everything that `make test` promises and closes with one line of totals. */
async function main(): Promise<void> {
  const started = performance.now();
  const { passed, failed } = await runSuites([...VERIFY, ...TESTS]);
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  process.stdout.write(`\nmake test took ${minutes} min\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
