import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cleanLeftovers,
  makeClusterFolder,
  recordProcess,
} from './clusterFolder';
import { identifyProcess } from './processIdentity';

const DEAD_OWNER = JSON.stringify({ pid: process.pid, start: 'long ago' });
const WAIT_FOREVER = 'setInterval(() => {}, 1000)';

describe('cleanLeftovers', () => {
  let parent: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'cluster-folder-'));
  });

  afterEach(async () => {
    children.splice(0).forEach(child => child.kill('SIGKILL'));
    await rm(parent, { recursive: true });
  });

  async function aRunningProcess(...args: string[]): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['-e', WAIT_FOREVER, ...args]);
    children.push(child);
    await once(child, 'spawn');
    return child;
  }

  async function anAbandonedFolder(): Promise<string> {
    const folder = await makeClusterFolder(parent);
    await writeFile(join(folder, 'owner.json'), DEAD_OWNER);
    return folder;
  }

  it('ends the processes of a cluster whose owner died, and removes it', async () => {
    const folder = await anAbandonedFolder();
    const child = await aRunningProcess(folder);
    recordProcess(folder, identifyProcess(child.pid!)!);
    const ended = once(child, 'exit');
    const cleanUp = jest.fn(async () => {});

    expect(await cleanLeftovers({ parent, cleanUp })).toEqual([folder]);

    await expect(ended).resolves.toEqual([null, 'SIGKILL']);
    expect(cleanUp).toHaveBeenCalledWith(folder);
    expect(existsSync(folder)).toBe(false);
  });

  it('spares a stranger that has come by a recorded id', async () => {
    const folder = await anAbandonedFolder();
    const stranger = await aRunningProcess('unrelated');
    recordProcess(folder, identifyProcess(stranger.pid!)!);

    await cleanLeftovers({ parent });

    expect(stranger.signalCode).toBeNull();
    expect(identifyProcess(stranger.pid!)).toBeDefined();
  });

  it('spares a cluster whose owner lives', async () => {
    const folder = await makeClusterFolder(parent);

    expect(await cleanLeftovers({ parent })).toEqual([]);
    expect(existsSync(folder)).toBe(true);
  });

  it('spares a folder that is being made, until that has taken too long', async () => {
    const folder = join(parent, '.preparing-x');
    await mkdir(folder);
    expect(await cleanLeftovers({ parent })).toEqual([]);

    await utimes(folder, 0, 0);
    expect(await cleanLeftovers({ parent })).toEqual([folder]);
  });
});
