import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clustersFolder } from './clusterFolder';
import { isErrorCode } from './errorCode';
import type { ProcessIdentity } from './processIdentity';
import type { Sysctls } from './realNodeSysctls';

/** What must be known to take a node away, even after its launcher was killed. */
export interface RealNodeState {
  readonly slot: number;
  /** As they were before there was a node. */
  readonly sysctls: Sysctls;
  /** Host and port of the node's registry. */
  readonly registry?: string;
  /** The process that holds the node's namespaces. */
  readonly holder?: ProcessIdentity;
}

const FILE = 'real-node.json';

/** Writes down the state of a cluster's node. */
export function writeNodeState(dir: string, state: RealNodeState): void {
  writeFileSync(join(dir, FILE), JSON.stringify(state));
}

/** The state of a cluster's node, or `undefined` if it never had one. */
export function readNodeState(dir: string): RealNodeState | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, FILE), 'utf8')) as RealNodeState;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}

/** The states of all nodes of this user, in no order. */
export function nodeStates(): readonly RealNodeState[] {
  const parent = clustersFolder();
  return readdirSync(parent).flatMap(
    name => readNodeState(join(parent, name)) ?? [],
  );
}
