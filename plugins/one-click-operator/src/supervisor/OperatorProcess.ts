import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Where the lines of the operator go. */
export interface OperatorLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** What V8 sets aside is most of what the operator takes; it waits for the API server, not for V8. */
const NODE_FLAGS = ['--max-semi-space-size=2', '--optimize-for-size'];

export interface OperatorProcessOptions {
  /** The program's file. */
  readonly program: string;
  readonly args: readonly string[];
  readonly log: OperatorLog;
  /** Waits so many milliseconds, or until the signal aborts. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FIRST_RESTART_MS = 1_000;
// A cluster that is down for long should cost a start a minute, not more.
const LAST_RESTART_MS = 60_000;
/** A run that held so long was well: the next restart starts from the first pause again. */
const STEADY_MS = 60_000;
/** The operator promises to end within 8 s of being asked. */
const GRACE_MS = 10_000;

/** Keeps one operator running as a child process until stopped. */
export class OperatorProcess {
  readonly #options: OperatorProcessOptions;
  readonly #stopping = new AbortController();
  #child: ChildProcess | undefined;
  #done: Promise<void> | undefined;

  constructor(options: OperatorProcessOptions) {
    this.#options = options;
  }

  /** The process id while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    this.#done ??= this.#keepRunning();
  }

  /** Ends the operator, at the latest after the grace period, and resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (child) {
      // Closing its input ends a supervised operator, also where signals do not reach it.
      child.stdin?.end();
      child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await this.#done;
      clearTimeout(deadline);
    }
    await this.#done;
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#stopping;
    let pause = FIRST_RESTART_MS;
    while (!signal.aborted) {
      const started = performance.now();
      const end = await this.#runOnce();
      if (signal.aborted) {
        return;
      }
      if (performance.now() - started > STEADY_MS) {
        pause = FIRST_RESTART_MS;
      }
      this.#options.log.warn(
        `The operator ended (${end}); it starts again in ${pause / 1000} s`,
      );
      await this.#options.delay(pause, signal);
      pause = Math.min(pause * 2, LAST_RESTART_MS);
    }
  }

  #runOnce(): Promise<string> {
    const { program, args, log } = this.#options;
    return new Promise(resolve => {
      const child = spawn(
        process.execPath,
        [...NODE_FLAGS, program, ...args, '--supervised'],
        // Not the backend's environment: its secrets are none of the operator's.
        {
          stdio: ['pipe', 'pipe', 'pipe'],
          env: { PATH: process.env.PATH, MALLOC_ARENA_MAX: '2' },
        },
      );
      this.#child = child;
      child.stdin.on('error', () => undefined);
      forward(child.stdout, line => writeLine(log, line));
      forward(child.stderr, line => log.error(line));
      child.once('error', error => resolve(error.message));
      child.once('close', (code, signal) => {
        this.#child = undefined;
        resolve(signal ? `signal ${signal}` : `exit code ${code}`);
      });
    });
  }
}

function forward(stream: Readable, write: (line: string) => void): void {
  createInterface({ input: stream }).on('line', write);
}

// pino's numbers.
const WARN = 40;
const INFO = 30;

function writeLine(log: OperatorLog, line: string): void {
  const { level, text } = parseLine(line);
  if (level > WARN) {
    log.error(text);
  } else if (level === WARN) {
    log.warn(text);
  } else if (level === INFO) {
    log.info(text);
  } else {
    log.debug(text);
  }
}

/** Turns a line of pino into one for people: the message, then what belongs to it. */
function parseLine(line: string): { level: number; text: string } {
  try {
    const { level, msg, time, pid, hostname, ...rest } = JSON.parse(line);
    const facts = Object.entries(rest)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(' ');
    return {
      level: Number(level),
      text: [msg, facts].filter(Boolean).join(' '),
    };
  } catch {
    return { level: INFO, text: line };
  }
}
