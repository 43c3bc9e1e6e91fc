import { dirname, join } from 'node:path';
import { ensureGoModule } from './goModule';
import { ensureNodePackages } from './realNodePackages';
import type { NodePackages, PackageOptions } from './realNodePackages';

// As in the sources, so everywhere: this package always runs from them.
const NODE_FOLDER = join(dirname(require.resolve('../package.json')), 'node');

/** The script that becomes the node. */
export const RUN_NODE = join(NODE_FOLDER, 'run-node.sh');

/** All that a node runs beside the kubelet. */
export interface NodePrograms {
  readonly packages: NodePackages;
  /** Static programs that images are built from. */
  readonly pause: string;
  readonly web: string;
}

/** Gets what a node runs, or finds it in the user's cache. */
export async function ensureNodePrograms(
  options: PackageOptions,
): Promise<NodePrograms> {
  const packages = await ensureNodePackages(options);
  const folder = await ensureGoModule({
    ...options,
    name: 'node-images',
    source: join(NODE_FOLDER, 'images'),
    programs: [
      { output: 'pause', package: './pause' },
      { output: 'web', package: './web' },
    ],
  });
  return { packages, pause: join(folder, 'pause'), web: join(folder, 'web') };
}
