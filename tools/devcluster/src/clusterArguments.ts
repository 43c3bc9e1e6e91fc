import { parseArgs } from 'node:util';
import type { ClusterOptions } from './ClusterOptions';

/** What the command line of `cli` or `withCluster` asks for. */
export interface ClusterArguments {
  readonly options: ClusterOptions;
  /** What follows `--`, or no flag. */
  readonly command: readonly string[];
  readonly help: boolean;
}

/** Text for `--help`. */
export const CLUSTER_FLAGS = `  --nodes=N|real   simulated nodes (default 2), or one real node
  --data=FOLDER    keep what the cluster holds for the next start
  --no-crds        leave out the suite's own CRDs`;

/** Reads the command line; throws with the flag in question. */
export function parseClusterArguments(
  args: readonly string[],
): ClusterArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      nodes: { type: 'string', default: '2' },
      data: { type: 'string' },
      'no-crds': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    options: {
      nodes: parseNodes(values.nodes),
      crds: !values['no-crds'],
      ...(values.data && { dataDir: values.data }),
    },
    command: positionals,
    help: values.help,
  };
}

function parseNodes(text: string): number | 'real' {
  if (text === 'real') {
    return 'real';
  }
  if (!/^\d{1,3}$/.test(text)) {
    throw new Error(`--nodes is '${text}'; give a number or 'real'`);
  }
  return Number(text);
}
