import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Metafile, Plugin } from 'esbuild';

const PACKAGE = resolve(__dirname, '..');

/** Where the program ends up, from the package's folder. */
export const PROGRAM_FILE = join('dist', 'program', 'main.js');

/** What reads kubeconfig files. A pod has none, and saves the 8 MB that it takes. */
const KUBECONFIG_READER = '@kubernetes/client-node/dist/config.js';

/** The file beside the program that has it. */
export const KUBECONFIG_FILE = 'kubeconfig.js';

const kubeconfigApart: Plugin = {
  name: 'kubeconfig-apart',
  setup({ onResolve }) {
    onResolve(
      { filter: /^@kubernetes\/client-node\/dist\/config\.js$/ },
      () => ({
        path: `./${KUBECONFIG_FILE}`,
        external: true,
      }),
    );
  },
};

const OPTIONS = {
  absWorkingDir: PACKAGE,
  bundle: true,
  // A dependency asks for Node's own, which warns that it is to go.
  alias: { punycode: 'punycode/punycode.js' },
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  sourcemap: true,
  legalComments: 'none',
  // Node keeps the text in memory. Names stay, for those who read a stack trace.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles the operator into one file that runs on Node alone, and what reads
 * kubeconfig files into another beside it; says what went into the first.
 */
export async function bundleProgram(
  outfile: string = join(PACKAGE, PROGRAM_FILE),
): Promise<Metafile> {
  await build({
    ...OPTIONS,
    entryPoints: [KUBECONFIG_READER],
    outfile: join(dirname(outfile), KUBECONFIG_FILE),
  });
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints: ['src/program/main.ts'],
    outfile,
    plugins: [kubeconfigApart],
    metafile: true,
  });
  return metafile;
}
