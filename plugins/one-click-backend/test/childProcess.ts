import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A script of this folder that runs in a process of its own. */
export interface ServedProcess {
  /** What it said once it was ready. */
  readonly ready: string;
  /** Lets it end in good order. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

/** Starts a script; done when it has printed `ready` and something. */
export async function serve(
  script: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServedProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', resolve(__dirname, script)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      // What jest sets for its own workers is none of the script's business.
      env: { ...process.env, NODE_OPTIONS: '', JEST_WORKER_ID: '', ...env },
    },
  );
  return {
    ready: await readReady(child, script),
    stop: () => end(child, () => child.stdin?.end()),
    kill: () => end(child, () => child.kill('SIGKILL')),
  };
}

async function end(child: ChildProcess, how: () => void): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    how();
    await ended;
  }
}

async function readReady(child: ChildProcess, script: string): Promise<string> {
  if (!child.stdout) {
    throw new Error(`'${script}' has no output`);
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, said] = line.split(' ');
    if (word === 'ready' && said !== undefined) {
      // Nobody reads the rest, and a full pipe would hold the script up.
      child.stdout.resume();
      return said;
    }
  }
  throw new Error(`'${script}' ended before it was ready`);
}
