import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process that stays told apart from a later one with the same id: start is
 * opaque, and the same for as long as the process lives.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly start: string;
}

/** Says who runs under a pid, or `undefined` if nobody does. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const start =
    process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  return start === undefined ? undefined : { pid, start };
}

/** The identity of this very process. */
export function ownIdentity(): ProcessIdentity {
  const identity = identifyProcess(process.pid);
  if (!identity) {
    throw new Error('Cannot read the start time of this process');
  }
  return identity;
}

/** Whether the same process, and not a successor under its pid, still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.start === identity.start;
}

/** The command line of a running process, with blanks between arguments. */
export function commandLine(pid: number): string | undefined {
  if (process.platform !== 'linux') {
    return ps(pid, 'command=');
  }
  const raw = readProc(pid, 'cmdline');
  return raw?.replaceAll('\0', ' ').trim();
}

function startOnLinux(pid: number): string | undefined {
  const stat = readProc(pid, 'stat');
  // The second field, the program's name, may itself hold blanks and brackets.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields ?? [];
  // A zombie has ended; only its parent has not asked yet.
  return state === undefined || state === 'Z' ? undefined : fields?.[19];
}

function startByPs(pid: number): string | undefined {
  return ps(pid, 'lstart=');
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string | undefined {
  try {
    const output = execFileSync('ps', ['-o', column, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.trim() || undefined;
  } catch {
    return undefined;
  }
}
