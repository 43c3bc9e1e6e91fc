import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { waitFor } from '@one-click/devcluster';
import { parseMetrics, readCpuSeconds, readMemory } from '../measure';
import type { World } from './World';

const run = promisify(execFile);

const ROOT = resolve(__dirname, '../../..');

/** Another build can be measured for comparison. */
const PROGRAM =
  process.env.PROGRAM ||
  join(ROOT, 'plugins/one-click-operator/dist/program/main.js');

/** As its image starts it. */
const NODE_FLAGS = ['--max-semi-space-size=2', '--optimize-for-size'];

/** What it says once it knows all there is; older builds say the second. */
const SYNCED = [
  'Everything there is to watch is known',
  'Watching all rollouts',
];

const FIRST_LINES = 20;
const LAST_LINES = 200;

/** How one run of the operator differs from the usual. */
export interface RunOptions {
  /** Another way to the API server, such as a fault proxy's. */
  readonly via?: { readonly server: string; readonly caData: string };
}

/** The operator's program, bundled, as a process of its own. */
export class OperatorProcess {
  readonly #child: ChildProcess;
  readonly #metricsUrl: string | undefined;
  readonly #lines: string[] = [];
  /** Resolves once it has ended, for whatever reason. */
  readonly ended: Promise<unknown[]>;

  static async start(
    world: World,
    options: RunOptions = {},
  ): Promise<OperatorProcess> {
    const { args, metricsUrl } = await argumentsFor(world, options);
    const profile = process.env.PROFILE
      ? ['--cpu-prof', `--cpu-prof-dir=${resolve(process.env.PROFILE)}`]
      : [];
    const child = spawn(
      process.execPath,
      [...NODE_FLAGS, ...profile, PROGRAM, ...args],
      {
        env: {
          PATH: process.env.PATH,
          MALLOC_ARENA_MAX: '2',
          NODE_COMPILE_CACHE: join(ROOT, '.run/bench/compile-cache'),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    return new OperatorProcess(child, metricsUrl);
  }

  private constructor(child: ChildProcess, metricsUrl: string | undefined) {
    this.#child = child;
    this.#metricsUrl = metricsUrl;
    this.ended = once(child, 'close');
    for (const input of [child.stdout, child.stderr]) {
      if (input) {
        createInterface({ input }).on('line', line => this.#note(line));
      }
    }
  }

  get pid(): number {
    const { pid, exitCode } = this.#child;
    if (pid === undefined || exitCode !== null) {
      throw new Error(`The operator has ended: ${this.#lines.join('\n')}`);
    }
    return pid;
  }

  /** Resolves once it knows all there is. */
  async synced(): Promise<void> {
    await waitFor(() => this.pid > 0 && this.#isSynced(), {
      what: 'the operator to know all rollouts',
      timeoutMs: 300_000,
      explain: () => this.#lines.slice(-10).join('\n'),
    });
  }

  #isSynced(): boolean {
    return this.#lines.some(line => SYNCED.some(words => line.includes(words)));
  }

  /** Lines it wrote that are warnings or worse. */
  get complaints(): readonly string[] {
    return this.#lines.filter(line => /"level":[456]0/.test(line));
  }

  memory() {
    return readMemory(this.pid);
  }

  cpuSeconds(): Promise<number> {
    return readCpuSeconds(this.pid);
  }

  /** Its metrics, summed up by name; `undefined` where it serves none. */
  async metrics(): Promise<ReadonlyMap<string, number> | undefined> {
    if (this.#metricsUrl === undefined) {
      return undefined;
    }
    const answer = await fetch(this.#metricsUrl);
    return parseMetrics(await answer.text());
  }

  /** Ends it, and resolves once it has. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#child.kill(signal);
    await this.ended;
  }

  /** The first and the last lines are kept: a storm can say a lot. */
  #note(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > FIRST_LINES + LAST_LINES) {
      this.#lines.splice(FIRST_LINES, 1);
    }
  }
}

/** Builds the program, from what the sources are now. */
export async function buildProgram(): Promise<void> {
  if (process.env.PROGRAM) {
    return;
  }
  await run(
    'yarn',
    [
      'workspace',
      '@one-click/backstage-plugin-one-click-operator',
      'build:program',
    ],
    { cwd: ROOT },
  );
}

interface Arguments {
  readonly args: string[];
  readonly metricsUrl: string | undefined;
}

async function argumentsFor(
  world: World,
  { via }: RunOptions,
): Promise<Arguments> {
  const files = await world.credentialFiles(via);
  const args = [
    `--server=${via?.server ?? world.cluster.server}`,
    `--token-file=${files.token}`,
    `--ca-file=${files.ca}`,
  ];
  // Older builds, measured for comparison, serve no metrics.
  const { stdout } = await run(process.execPath, [PROGRAM, '--help']);
  if (!stdout.includes('--health-port')) {
    return { args, metricsUrl: undefined };
  }
  const port = await findFreePort();
  return {
    args: [...args, `--health-port=${port}`],
    metricsUrl: `http://127.0.0.1:${port}/metrics`,
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      server.close(() => resolvePort(port ?? 0));
    });
  });
}
