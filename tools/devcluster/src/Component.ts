import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { identifyProcess } from './processIdentity';
import type { ProcessIdentity } from './processIdentity';

const LAST_LINES = 8;

/** One program of a cluster: what runs, and where its output goes. */
export interface ComponentOptions {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A running program of a cluster. It ends with this process even if that is
 * killed, because the programs we build watch their parent.
 */
export class Component {
  readonly name: string;
  readonly identity: ProcessIdentity;
  readonly #child: ChildProcess;
  readonly #logFile: string;
  readonly #exited: Promise<void>;

  static async start(options: ComponentOptions): Promise<Component> {
    const log = openSync(options.logFile, 'a', 0o600);
    try {
      const child = spawn(options.file, options.args, {
        // A Ctrl-C in the terminal is for the launcher, which then stops its
        // components in order.
        detached: true,
        stdio: ['ignore', log, log],
        env: {
          ...process.env,
          ...options.env,
          DEVCLUSTER_PARENT_PID: String(process.pid),
        },
      });
      return new Component(options, await spawned(child, options.name));
    } finally {
      closeSync(log);
    }
  }

  private constructor(options: ComponentOptions, child: ChildProcess) {
    this.name = options.name;
    this.#logFile = options.logFile;
    this.#child = child;
    this.#exited = new Promise(resolve => {
      child.once('exit', () => resolve());
    });
    const pid = child.pid ?? 0;
    this.identity = identifyProcess(pid) ?? { pid, start: '' };
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The last lines it wrote, for an error message. */
  logTail(): string {
    const lines = readFileSync(this.#logFile, 'utf8').trimEnd().split('\n');
    return lines.slice(-LAST_LINES).join('\n');
  }

  /** Asks it to end, and ends it by force after the grace. Safe to repeat. */
  async stop(graceMs: number): Promise<void> {
    if (this.running && graceMs > 0) {
      this.#child.kill('SIGTERM');
      const grace = delay(graceMs, undefined, { ref: false });
      await Promise.race([this.#exited, grace]);
    }
    if (this.running) {
      this.#child.kill('SIGKILL');
    }
    if (this.running) {
      await this.#exited;
    }
  }
}

function spawned(child: ChildProcess, name: string): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(child));
    child.once('error', cause => {
      reject(new Error(`Cannot start '${name}': ${cause.message}`, { cause }));
    });
  });
}
