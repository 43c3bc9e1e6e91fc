import { appendFileSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { isErrorCode } from './errorCode';
import { commandLine, isRunning, ownIdentity } from './processIdentity';
import type { ProcessIdentity } from './processIdentity';

const OWNER_FILE = 'owner.json';
const PROCESSES_FILE = 'processes.jsonl';
const PREPARING = '.preparing-';

// A folder gets its owner within milliseconds; one that has none after this
// long was left by a start that was killed in between.
const PREPARING_MS = 60_000;

/** Where the folders of this user's running clusters lie. */
export function clustersFolder(): string {
  return join(tmpdir(), `one-click-devcluster-${userInfo().uid}`);
}

/**
 * Makes the folder of a new cluster, owned by this process from the moment it
 * can be seen by others.
 */
export async function makeClusterFolder(
  parent: string = clustersFolder(),
): Promise<string> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const preparing = await mkdtemp(join(parent, PREPARING));
  await writeFile(join(preparing, OWNER_FILE), JSON.stringify(ownIdentity()));
  const id = basename(preparing).slice(PREPARING.length).toLowerCase();
  const folder = join(parent, `c-${id}-${process.pid}`);
  await rename(preparing, folder);
  return folder;
}

/** Notes a process of a cluster, for the case that its owner gets killed. */
export function recordProcess(folder: string, process: ProcessIdentity): void {
  appendFileSync(join(folder, PROCESSES_FILE), `${JSON.stringify(process)}\n`);
}

/** Cleans up what a process provider has left outside the cluster's folder. */
export type CleanUp = (folder: string) => Promise<void>;

/**
 * Removes the clusters whose owner has died: ends their processes, then their
 * folders. Gives back the folders removed.
 */
export async function cleanLeftovers(
  options: { readonly parent?: string; readonly cleanUp?: CleanUp } = {},
): Promise<string[]> {
  const { parent = clustersFolder(), cleanUp } = options;
  const removed: string[] = [];
  for (const name of await list(parent)) {
    const folder = join(parent, name);
    if (await isAbandoned(folder)) {
      await endProcesses(folder);
      await cleanUp?.(folder);
      await rm(folder, { recursive: true, force: true });
      removed.push(folder);
    }
  }
  return removed;
}

async function isAbandoned(folder: string): Promise<boolean> {
  try {
    const owner = await readFile(join(folder, OWNER_FILE), 'utf8');
    return !isRunning(JSON.parse(owner) as ProcessIdentity);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return isOld(folder);
    }
    throw error;
  }
}

async function isOld(folder: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(folder)).mtimeMs > PREPARING_MS;
  } catch (error) {
    // Another start is cleaning at the same time.
    if (isErrorCode(error, 'ENOENT')) {
      return false;
    }
    throw error;
  }
}

async function endProcesses(folder: string): Promise<void> {
  for (const recorded of await recordedProcesses(folder)) {
    // The pid may have passed to a stranger; only one that is the same process
    // and names this folder is ours to end.
    const isOurs =
      isRunning(recorded) && commandLine(recorded.pid)?.includes(folder);
    if (isOurs) {
      endByForce(recorded.pid);
    }
  }
}

async function recordedProcesses(folder: string): Promise<ProcessIdentity[]> {
  try {
    const content = await readFile(join(folder, PROCESSES_FILE), 'utf8');
    return content
      .split('\n')
      .filter(line => line.endsWith('}'))
      .map(line => JSON.parse(line) as ProcessIdentity);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return [];
    }
    throw error;
  }
}

function endByForce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!isErrorCode(error, 'ESRCH')) {
      throw error;
    }
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return [];
    }
    throw error;
  }
}
