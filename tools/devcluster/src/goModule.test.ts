import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, cacheKey, ensureGoModule } from './goModule';

// Stands in for Go: notes each call, and makes the file that `-o` names.
const FAKE_GO = `#!/bin/sh
echo call >> "$0.calls"
echo "example.com/first" >&2
while [ "$1" != "-o" ]; do shift; done
echo made > "$2"
`;
const FAILING_GO = `#!/bin/sh
echo "main.go:3:1: syntax error" >&2
exit 1
`;
const PROGRAMS = [{ output: 'program', package: '.' }];

describe('a Go module', () => {
  let folder: string;
  let source: string;
  let cache: string;
  let go: string;
  const report = jest.fn();

  beforeEach(async () => {
    report.mockClear();
    folder = await mkdtemp(join(tmpdir(), 'go-module-'));
    source = await mkdtemp(join(folder, 'source-'));
    cache = join(folder, 'cache');
    go = join(folder, 'go');
    await writeFile(join(source, 'go.mod'), 'module example.com\n');
    await writeFile(join(source, 'go.sum'), '');
    await writeFile(join(source, 'main.go'), 'package main\n');
    await writeFile(go, FAKE_GO, { mode: 0o700 });
  });

  afterEach(() => rm(folder, { recursive: true }));

  const ensure = () =>
    ensureGoModule({
      name: 'x',
      source,
      programs: PROGRAMS,
      report,
      cache,
      go,
    });

  it('is built at the first call and found at the second', async () => {
    const first = await ensure();
    const second = await ensure();

    expect(second).toBe(first);
    expect(await readFile(join(first, 'program'), 'utf8')).toBe('made\n');
    expect(await readFile(`${go}.calls`, 'utf8')).toBe('call\n');
  });

  it('is built once by two that want it at the same time', async () => {
    await Promise.all([ensure(), ensure()]);

    expect(await readFile(`${go}.calls`, 'utf8')).toBe('call\n');
  });

  it('is built again when a source has changed, beside the older build', async () => {
    const before = await ensure();
    await writeFile(join(source, 'main.go'), 'package main // changed\n');
    const after = await ensure();

    expect((await readdir(join(cache, 'x'))).sort()).toEqual(
      [before, after].map(path => path.slice(-20)).sort(),
    );
  });

  it('says what the compiler said when it does not build, and leaves nothing', async () => {
    await writeFile(go, FAILING_GO);

    await expect(ensure()).rejects.toThrow('main.go:3:1: syntax error');
    await writeFile(go, FAKE_GO);
    await expect(ensure()).resolves.toContain(cache);
  });

  it('names the remedy where Go is missing', async () => {
    await rm(go);

    await expect(ensure()).rejects.toThrow(
      /Install Go 1\.26 .* make start CLUSTER=/,
    );
  });
});

describe('cacheKey', () => {
  let source: string;

  beforeEach(async () => {
    source = await mkdtemp(join(tmpdir(), 'cache-key-'));
    await writeFile(join(source, 'go.mod'), 'module example.com\n');
  });

  afterEach(() => rm(source, { recursive: true }));

  const key = (programs = PROGRAMS) => cacheKey({ source, programs });

  it.each([
    { file: 'go.sum', changes: true, because: 'it pins what is compiled' },
    { file: 'other.go', changes: true, because: 'it is compiled' },
    { file: 'x_test.go', changes: false, because: 'no program contains it' },
    { file: 'README.md', changes: false, because: 'no program contains it' },
  ])('heeds $file: $changes, because $because', async ({ file, changes }) => {
    const before = await key();
    await writeFile(join(source, file), 'something');

    expect((await key()) !== before).toBe(changes);
  });

  it('heeds which programs are wanted', async () => {
    expect(await key([{ output: 'other', package: './other' }])).not.toBe(
      await key(),
    );
  });
});

describe('cacheFolder', () => {
  it('follows the XDG variable, unless it is empty', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/caches' })).toBe(
      '/caches/one-click',
    );
    expect(cacheFolder({ XDG_CACHE_HOME: '' })).toMatch(/\.cache\/one-click$/);
  });
});
