import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorCode } from './errorCode';
import { isRunning, ownIdentity } from './processIdentity';
import type { ProcessIdentity } from './processIdentity';

const OWNER_FILE = 'owner.json';

/**
 * Makes this process the only one to use a folder of kept data; throws if
 * another that still runs has it.
 */
export async function claimDataFolder(folder: string): Promise<void> {
  const file = join(folder, OWNER_FILE);
  const owner = await readOwner(file);
  if (owner && isRunning(owner)) {
    throw new Error(
      `Process ${owner.pid} runs a cluster on '${folder}'; stop it first`,
    );
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(ownIdentity()));
}

/** Lets others use a folder of kept data that this process has claimed. */
export async function releaseDataFolder(folder: string): Promise<void> {
  await rm(join(folder, OWNER_FILE), { force: true });
}

async function readOwner(file: string): Promise<ProcessIdentity | undefined> {
  try {
    const content = await readFile(file, 'utf8');
    return JSON.parse(content) as ProcessIdentity;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}
