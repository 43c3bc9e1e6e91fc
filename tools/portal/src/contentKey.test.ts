import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentKey } from './contentKey';

describe('contentKey', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'content-key-'));
    await mkdir(join(root, 'app', 'src'), { recursive: true });
    await writeFile(join(root, 'app', 'src', 'a.ts'), 'one');
    await writeFile(join(root, 'lock'), 'two');
  });
  afterEach(() => rm(root, { recursive: true }));

  const key = () => contentKey(root, ['app', 'lock', 'absent']);

  it('stays the same while nothing changes', async () => {
    const before = await key();

    await writeFile(join(root, 'app', 'src', 'a.ts'), 'one');

    expect(await key()).toBe(before);
  });

  it.each([
    { change: 'a file below a folder', path: 'app/src/a.ts' },
    { change: 'a file that is new', path: 'app/src/b.ts' },
    { change: 'a file that is named', path: 'lock' },
    { change: 'a file that was not there before', path: 'absent' },
  ])('changes with $change', async ({ path }) => {
    const before = await key();

    await writeFile(join(root, path), 'changed');

    expect(await key()).not.toBe(before);
  });

  it('leaves out what a build makes', async () => {
    const before = await key();

    await mkdir(join(root, 'app', 'dist'));
    await writeFile(join(root, 'app', 'dist', 'a.js'), 'made');

    expect(await key()).toBe(before);
  });
});
