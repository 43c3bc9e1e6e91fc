import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './repository';
import { tailOf } from './runLogged';

/** A backend that asked to end has this long before it is killed. */
const STOP_MS = 15_000;

/** How to start the backend. */
export interface BackendOptions {
  /** Configuration files, the later ones win. */
  readonly config: readonly string[];
  /** File that its log is added to. */
  readonly log: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A running backend. */
export interface Backend {
  readonly pid: number;
  /** Resolves when it ends, with the end of its log. */
  readonly ended: Promise<string>;
  /** Asks it to end, and makes it where it does not. Safe to repeat. */
  stop(): Promise<void>;
}

/** Starts the backend from its sources; it ends when this process does. */
export function startBackend(options: BackendOptions): Backend {
  const { log } = options;
  const child = spawnBackend(options);
  const ended = once(child, 'exit').then(() => tailOf(log));
  return {
    pid: child.pid ?? 0,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) {
        return;
      }
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

function spawnBackend(options: BackendOptions): ChildProcess {
  const { config, log, env = process.env } = options;
  mkdirSync(dirname(log), { recursive: true });
  const out = openSync(log, 'a');
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      '--require',
      join(__dirname, 'exitWithParent.cjs'),
      join('src', 'index.ts'),
      ...config.flatMap(path => ['--config', path]),
    ],
    {
      cwd: join(ROOT, 'packages', 'backend'),
      env: { NODE_ENV: 'development', ...env, NODE_OPTIONS: '' },
      stdio: ['ignore', out, out, 'ipc'],
      // Ctrl-C reaches the whole group; the backend shall end in our order.
      detached: true,
    },
  );
  closeSync(out);
  return child;
}
