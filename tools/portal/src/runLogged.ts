import { spawn } from 'node:child_process';
import { openSync, closeSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const TAIL_LINES = 30;

/** A program that runs to its end. */
export interface LoggedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** File that gets all it says; overwritten. */
  readonly log: string;
}

/** Runs a program; throws with the end of its log where it fails. */
export async function runLogged(options: LoggedCommand): Promise<void> {
  const { command, args, log } = options;
  const code = await exitCode(options);
  if (code !== 0) {
    throw new Error(
      `'${command} ${args.join(
        ' ',
      )}' failed (exit ${code}); all of it is in ${log}:\n${await tailOf(log)}`,
    );
  }
}

/** The last lines of a log, or nothing where there is none. */
export async function tailOf(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}

function exitCode(options: LoggedCommand): Promise<number | string> {
  const { command, args, cwd, env = process.env, log } = options;
  mkdirSync(dirname(log), { recursive: true });
  const out = openSync(log, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', out, out],
    });
    closeSync(out);
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
}
