import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './buildLock';
import { ownIdentity } from './processIdentity';

describe('withLock', () => {
  let folder: string;
  let file: string;
  const report = jest.fn();

  beforeEach(async () => {
    report.mockClear();
    folder = await mkdtemp(join(tmpdir(), 'build-lock-'));
    file = join(folder, 'lock');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('lets one do its work at a time, and all of them in the end', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(resolve => {
        setImmediate(resolve);
      });
      inside -= 1;
      return 'done';
    };

    const results = await Promise.all(
      [1, 2, 3].map(() => withLock({ file, report }, work)),
    );

    expect(results).toEqual(['done', 'done', 'done']);
    expect(most).toBe(1);
  });

  it('takes over the lock of a process that has died', async () => {
    const pid = Number(
      execFileSync(process.execPath, ['-p', 'process.pid'], {
        encoding: 'utf8',
      }),
    );
    await writeFile(file, JSON.stringify({ pid, start: '1' }));

    await expect(withLock({ file, report }, async () => 'mine')).resolves.toBe(
      'mine',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes over the lock of a process whose id now belongs to another', async () => {
    const successor = { pid: process.pid, start: 'long ago' };
    await writeFile(file, JSON.stringify(successor));

    await expect(withLock({ file, report }, async () => 'mine')).resolves.toBe(
      'mine',
    );
  });

  it('says whom it waits for while the holder lives', async () => {
    await writeFile(file, JSON.stringify(ownIdentity()));
    report.mockImplementation(() => {
      rm(file).catch(() => {});
    });

    await withLock({ file, report }, async () => undefined);

    expect(report).toHaveBeenCalledWith(
      expect.stringContaining(`process ${process.pid}`),
    );
  });

  it('lets go of the lock when the work fails', async () => {
    const failing = withLock({ file, report }, async () => {
      throw new Error('boom');
    });

    await expect(failing).rejects.toThrow('boom');
    expect(await readdir(folder)).toEqual([]);
  });
});
