import type { NodeProvider } from './NodeProvider';

/** Gives who brings nodes to a cluster; `undefined` where kwok alone does. */
export async function nodeProviderFor(
  nodes: number | 'real',
): Promise<NodeProvider | undefined> {
  if (nodes !== 'real') {
    return undefined;
  }
  throw new Error("Real nodes are not built yet; leave out 'nodes: real'");
}

/**
 * Removes what the nodes of a killed cluster left outside its folder. Runs
 * after its processes were ended, and before the folder goes.
 */
export async function cleanUpNodes(_folder: string): Promise<void> {}
