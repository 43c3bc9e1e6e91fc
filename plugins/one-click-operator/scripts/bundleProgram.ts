import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';

const PACKAGE = resolve(__dirname, '..');

/** Where the program ends up, from the package's folder. */
export const PROGRAM_FILE = join('dist', 'program', 'main.js');

/** Bundles the operator into one file that runs on Node alone; says what went into it. */
export async function bundleProgram(
  outfile: string = join(PACKAGE, PROGRAM_FILE),
): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: PACKAGE,
    entryPoints: ['src/program/main.ts'],
    outfile,
    bundle: true,
    // A dependency asks for Node's own, which warns that it is to go.
    alias: { punycode: 'punycode/punycode.js' },
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    metafile: true,
    sourcemap: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return metafile;
}
