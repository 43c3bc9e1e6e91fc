import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isErrorCode } from './errorCode';
import { isRunning, ownIdentity } from './processIdentity';
import type { ProcessIdentity } from './processIdentity';

const POLL_MS = 500;

/** What a lock needs to know; report is told who one waits for. */
export interface LockOptions {
  readonly file: string;
  readonly report: (message: string) => void;
  /** @defaultValue 15 s between reports while waiting */
  readonly reportEveryMs?: number;
}

/**
 * Runs work while holding a lock file, so that two processes never do it at
 * the same time. The lock of a process that has died is taken over.
 */
export async function withLock<T>(
  options: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  await acquire(options);
  try {
    return await work();
  } finally {
    await rm(options.file, { force: true });
  }
}

async function acquire(options: LockOptions): Promise<void> {
  const { file, report, reportEveryMs = 15_000 } = options;
  let nextReport = 0;
  while (!(await tryCreate(file))) {
    const holder = await readHolder(file);
    if (holder && !isRunning(holder)) {
      await removeStale(file);
      continue;
    }
    if (holder && performance.now() >= nextReport) {
      report(`Waiting for process ${holder.pid}, which is building the same`);
      nextReport = performance.now() + reportEveryMs;
    }
    await delay(POLL_MS);
  }
}

async function tryCreate(file: string): Promise<boolean> {
  try {
    const content = JSON.stringify(ownIdentity());
    await writeFile(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) {
      return false;
    }
    throw error;
  }
}

async function readHolder(file: string): Promise<ProcessIdentity | undefined> {
  try {
    return parseHolder(await readFile(file, 'utf8'));
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}

/** Gives `undefined` for a lock that is being written at this very moment. */
function parseHolder(content: string): ProcessIdentity | undefined {
  return content.endsWith('}')
    ? (JSON.parse(content) as ProcessIdentity)
    : undefined;
}

// Two waiters may find the same lock stale. Whoever moves it away looks again
// at what was moved: if it is the other's fresh lock, it is put back.
async function removeStale(file: string): Promise<void> {
  const aside = `${file}.stale-${process.pid}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return;
    }
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved && isRunning(moved)) {
    await rename(aside, file);
    return;
  }
  await rm(aside, { force: true });
}
