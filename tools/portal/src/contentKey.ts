import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Folders that are made, not written. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/** One short text that changes when any of the files, or files below the folders, does. */
export async function contentKey(
  root: string,
  paths: readonly string[],
): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesBelow(join(root, path))) {
      hash.update(`\0${relative(root, file)}\0`);
      hash.update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

async function filesBelow(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) {
    return found ? [path] : [];
  }
  const names = (await readdir(path)).filter(name => !LEFT_OUT.has(name));
  const files = await Promise.all(
    names.sort().map(name => filesBelow(join(path, name))),
  );
  return files.flat();
}
