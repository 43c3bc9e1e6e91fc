import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';

/**
 * A copy of the repository as it is on disk, for sources to be changed in.
 *
 * Packages from outside are links to those of the repository. Packages of the
 * repository must not be: a test would find the unchanged source behind them.
 */
export class ScratchCopy {
  readonly path: string;

  static of(root: string): ScratchCopy {
    const copy = new ScratchCopy(
      mkdtempSync(join(realpathSync(tmpdir()), 'one-click-mutants-')),
    );
    try {
      copySources(root, copy.path);
      linkPackages(root, copy.path);
    } catch (error) {
      copy.remove();
      throw error;
    }
    return copy;
  }

  private constructor(path: string) {
    this.path = path;
  }

  /** Changes a file for as long as `whileSo` takes. */
  async withChange<T>(
    change: {
      readonly file: string;
      readonly find: string;
      readonly replace: string;
    },
    whileSo: () => Promise<T>,
  ): Promise<T> {
    const path = join(this.path, change.file);
    const source = readFileSync(path, 'utf8');
    // As a function, so that a `$` in it stays one.
    writeFileSync(
      path,
      source.replace(change.find, () => change.replace),
    );
    try {
      return await whileSo();
    } finally {
      writeFileSync(path, source);
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function copySources(root: string, target: string): void {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  for (const file of new Set(listed.split('\0'))) {
    const from = join(root, file);
    // A file that is deleted but not committed is listed, too.
    if (file && existsSync(from) && lstatSync(from).isFile()) {
      mkdirSync(dirname(join(target, file)), { recursive: true });
      copyFileSync(from, join(target, file));
    }
  }
}

function linkPackages(root: string, target: string): void {
  const folders = ['.', ...workspaces(root)].map(folder =>
    join(folder, 'node_modules'),
  );
  for (const folder of folders.filter(name => existsSync(join(root, name)))) {
    linkFolder({ root, target, folder });
  }
}

function workspaces(root: string): readonly string[] {
  return ['packages', 'plugins', 'tools']
    .flatMap(group =>
      readdirSync(join(root, group)).map(name => join(group, name)),
    )
    .concat('e2e', 'bench')
    .filter(folder => existsSync(join(root, folder, 'package.json')));
}

interface Folder {
  readonly root: string;
  readonly target: string;
  readonly folder: string;
}

function linkFolder({ root, target, folder }: Folder): void {
  mkdirSync(join(target, folder), { recursive: true });
  for (const name of readdirSync(join(root, folder))) {
    const path = join(folder, name);
    if (name.startsWith('@')) {
      linkFolder({ root, target, folder: path });
      continue;
    }
    const real = relative(root, realpathSync(join(root, path)));
    const isOurs = !real.split(sep).includes('node_modules');
    symlinkSync(join(isOurs ? target : root, real), join(target, path));
  }
}
