import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataFolder, releaseDataFolder } from './dataFolder';

describe('a folder of kept data', () => {
  let parent: string;
  let folder: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'data-folder-'));
    folder = join(parent, 'data');
  });

  afterEach(() => rm(parent, { recursive: true }));

  it('is for one cluster at a time', async () => {
    await claimDataFolder(folder);

    await expect(claimDataFolder(folder)).rejects.toThrow(
      `Process ${process.pid} runs a cluster on '${folder}'`,
    );
    await releaseDataFolder(folder);
    await expect(claimDataFolder(folder)).resolves.toBeUndefined();
  });

  it('falls to the next when its owner has died', async () => {
    await claimDataFolder(folder);
    const dead = JSON.stringify({ pid: process.pid, start: 'long ago' });
    await writeFile(join(folder, 'owner.json'), dead);

    await expect(claimDataFolder(folder)).resolves.toBeUndefined();
  });
});
