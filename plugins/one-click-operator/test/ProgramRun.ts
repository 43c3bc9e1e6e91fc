import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { waitFor } from '@one-click/devcluster';
import { bundleProgram } from '../scripts/bundleProgram';

/** Builds the operator program; resolves to its file and to what removes it. */
export async function buildProgram(): Promise<{
  readonly file: string;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'operator-program-'));
  const file = join(folder, 'main.js');
  await bundleProgram(file);
  return { file, remove: () => rm(folder, { recursive: true }) };
}

/** A run of the operator program, and all that it says. */
export class ProgramRun {
  readonly process: ChildProcess;
  /** Lines of both outputs, as they came. */
  readonly lines: string[] = [];
  /** Resolves to its exit code and signal. */
  readonly ended: Promise<unknown[]>;

  constructor(file: string, args: readonly string[]) {
    // As a supervisor would: without the environment of whoever starts it.
    const child = spawn(process.execPath, [file, ...args], {
      env: { PATH: process.env.PATH },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.process = child;
    this.ended = once(child, 'close');
    [child.stdout, child.stderr].forEach(input =>
      createInterface({ input }).on('line', line => this.lines.push(line)),
    );
  }

  /** Waits for a line with these words, and gives it. */
  untilItSays(words: string): Promise<string> {
    return waitFor(() => this.lines.find(line => line.includes(words)), {
      what: `the program to say '${words}'`,
      explain: () => `it said: ${this.lines.join(' | ')}`,
    });
  }
}
