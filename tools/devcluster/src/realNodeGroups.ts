import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorCode } from './errorCode';
import { waitFor } from './waitFor';

const ROOT = '/sys/fs/cgroup';

/** What a kubelet wants to see; where one is missing there can be no node. */
const CONTROLLERS = [
  'cpu',
  'cpuacct',
  'cpuset',
  'memory',
  'devices',
  'freezer',
  'blkio',
  'pids',
  'systemd',
] as const;

/** The node's own programs are counted here; of the others they may need none. */
const OWN_CONTROLLERS = ['pids', 'memory', 'freezer'] as const;

const END_TIMEOUT_MS = 10_000;

/** The control groups of one node. */
export interface NodeGroups {
  /** As kubelet is told it: pods go below. */
  readonly podRoot: string;
  /** Folders the node's own programs join. */
  readonly own: readonly string[];
}

/** Names the groups of the node in a slot. */
export function groupsOfSlot(slot: number): NodeGroups {
  const name = nameOf(slot);
  return {
    podRoot: `/${name}`,
    own: OWN_CONTROLLERS.map(controller => own(controller, name)),
  };
}

/** The first controller this machine lacks, as cgroup v1 has them. */
export function missingController(): string | undefined {
  return CONTROLLERS.map(controller => join(ROOT, controller)).find(
    path => !existsSync(path),
  );
}

/** Makes the groups of a slot. */
export async function makeGroups(slot: number): Promise<void> {
  const name = nameOf(slot);
  for (const controller of CONTROLLERS) {
    for (const path of [join(ROOT, controller, name), own(controller, name)]) {
      await mkdir(path, { recursive: true });
      if (controller === 'cpuset') {
        await openCpuset(path);
      }
    }
  }
}

/** Ends what still runs in a slot's groups, and removes them. Safe to repeat. */
export async function removeGroups(slot: number): Promise<void> {
  const name = nameOf(slot);
  // The container runtime makes groups in hierarchies that we did not ask for.
  for (const hierarchy of await subfolders(ROOT)) {
    for (const path of [join(ROOT, hierarchy, name), own(hierarchy, name)]) {
      await waitFor(() => removeTree(path), {
        what: `the processes in '${path}' to end`,
        timeoutMs: END_TIMEOUT_MS,
      });
    }
  }
}

// A new cpuset has no processor and no memory; nothing could run in it.
async function openCpuset(path: string): Promise<void> {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    const all = await readFile(join(ROOT, 'cpuset', file), 'utf8');
    await writeFile(join(path, file), all);
  }
}

/** Says whether all of it is gone. */
async function removeTree(path: string): Promise<boolean> {
  for (const child of await subfolders(path)) {
    if (!(await removeTree(join(path, child)))) {
      return false;
    }
  }
  await endProcesses(path);
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return true;
    }
    if (isErrorCode(error, 'EBUSY')) {
      return false;
    }
    throw error;
  }
}

async function endProcesses(path: string): Promise<void> {
  const content = await readFile(join(path, 'cgroup.procs'), 'utf8').catch(
    () => '',
  );
  for (const pid of content.split('\n').map(Number)) {
    // A frozen or foreign process shows as 0.
    if (pid > 0 && pid !== process.pid) {
      endByForce(pid);
    }
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

async function subfolders(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return [];
    }
    throw error;
  }
}

function nameOf(slot: number): string {
  return `one-click-node-${slot}`;
}

function own(controller: string, name: string): string {
  return join(ROOT, controller, `${name}-own`);
}
