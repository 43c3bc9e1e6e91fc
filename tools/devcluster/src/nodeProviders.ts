import type { NodeProvider } from './NodeProvider';
import { RealNodeProvider, removeRealNode } from './realNode';

/** Whom a provider tells what goes on. */
export interface NodeProviderOptions {
  readonly report: (message: string) => void;
}

/** Gives who brings nodes to a cluster; `undefined` where kwok alone does. */
export function nodeProviderFor(
  nodes: number | 'real',
  options: NodeProviderOptions,
): NodeProvider | undefined {
  return nodes === 'real' ? new RealNodeProvider(options) : undefined;
}

/**
 * Removes what the nodes of a killed cluster left outside its folder. Runs
 * after its processes were ended, and before the folder goes.
 */
export async function cleanUpNodes(folder: string): Promise<void> {
  await removeRealNode(folder);
}
