import { runCommand } from './realNodeCommand';

/** The addresses of one real node and its cluster. */
export interface NodeNetwork {
  /** Tells nodes of clusters apart that run side by side. */
  readonly slot: number;
  /** Where the control plane listens. */
  readonly hostAddress: string;
  readonly nodeAddress: string;
  readonly podCidr: string;
  /** All that is claimed for pods, node and control plane. */
  readonly nodeRange: string;
  readonly serviceCidr: string;
  /** Names of the two ends of the cable between host and node. */
  readonly hostLink: string;
  readonly nodeLink: string;
}

/** Runs the `ip` program. */
export type RunIp = (...args: readonly string[]) => Promise<string>;

const runIp: RunIp = (...args) => runCommand('ip', args);

const SLOTS = 8;

// Worse than any route somebody sets on purpose.
const LAST_RESORT_METRIC = '4278198272';

/** Gives a slot its addresses, in ranges for private use. */
export function networkOfSlot(slot: number): NodeNetwork {
  const node = `10.${240 + slot}`;
  return {
    slot,
    hostAddress: `${node}.254.1`,
    nodeAddress: `${node}.254.2`,
    podCidr: `${node}.0.0/24`,
    nodeRange: `${node}.0.0/16`,
    serviceCidr: `10.${232 + slot}.0.0/16`,
    hostLink: `one-click${slot}`,
    nodeLink: 'host0',
  };
}

/**
 * Claims a free slot's addresses, and guards them first: from here on until
 * `releaseNetwork`, what is sent to an address of the node or of a Service and
 * finds no way there ends on this machine with "no route to host". Without the
 * guard it would leave by the default route while the node is down. Throws,
 * having set nothing, if the guard cannot be had.
 */
export async function claimNetwork(ip = runIp): Promise<NodeNetwork> {
  const taken = await takenRanges(ip);
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const network = networkOfSlot(slot);
    const ranges = guardedRanges(network);
    const isFree = ranges.every(range => !taken.some(overlaps(range)));
    if (isFree && (await guard(network, ip))) {
      return network;
    }
  }
  throw new Error(
    `All ${SLOTS} address ranges for real nodes are in use on this machine; stop other clusters with real nodes`,
  );
}

/** Lays the cable into the node whose first process has the pid. */
export async function connectNode(
  network: NodeNetwork,
  pid: number,
): Promise<void> {
  const ip = runIp;
  const { hostLink, nodeLink, hostAddress, nodeAddress } = network;
  const peer = ['peer', 'name', nodeLink, 'netns', String(pid)];
  await ip('link', 'add', hostLink, 'type', 'veth', ...peer);
  await ip(
    'addr',
    'add',
    hostAddress,
    'peer',
    `${nodeAddress}/32`,
    'dev',
    hostLink,
  );
  await ip('link', 'set', hostLink, 'up');
  await ip('route', 'add', network.podCidr, 'via', nodeAddress);
  // Services are rules of the node's; it forwards to the pods behind them.
  await ip('route', 'add', network.serviceCidr, 'via', nodeAddress);
}

/** Takes all of it away again. Safe to repeat. */
export async function releaseNetwork(
  network: NodeNetwork,
  ip = runIp,
): Promise<void> {
  const { hostLink, hostAddress } = network;
  await orNotThere(ip('link', 'del', hostLink));
  await orNotThere(ip('addr', 'del', `${hostAddress}/32`, 'dev', 'lo'));
  for (const range of guardedRanges(network)) {
    await orNotThere(ip('route', 'del', ...guardRoute(range)));
  }
}

/** Whether two ranges in CIDR notation have an address in common. */
export function overlaps(range: string): (other: string) => boolean {
  const mine = parseRange(range);
  return other => {
    const theirs = parseRange(other);
    return mine.first <= theirs.last && theirs.first <= mine.last;
  };
}

/**
 * The kernel refuses to add a route twice, so the guard is the claim as well:
 * gives `false` if another start was quicker.
 */
async function guard(network: NodeNetwork, ip: RunIp): Promise<boolean> {
  const set: string[] = [];
  try {
    for (const range of guardedRanges(network)) {
      await ip('route', 'add', ...guardRoute(range));
      set.push(range);
    }
    await ip('addr', 'replace', `${network.hostAddress}/32`, 'dev', 'lo');
    await assertGuarded(network, ip);
    return true;
  } catch (cause) {
    await undo(network, set, ip);
    if (String(cause).includes('File exists')) {
      return false;
    }
    throw new Error(
      'Cannot set the routes that keep the traffic of a real node on this machine, so it is not started',
      { cause },
    );
  }
}

/** Leaves what may be another start's: the address comes after all routes. */
async function undo(
  network: NodeNetwork,
  set: readonly string[],
  ip: RunIp,
): Promise<void> {
  if (set.length === guardedRanges(network).length) {
    await releaseNetwork(network, ip);
    return;
  }
  for (const range of set) {
    await ip('route', 'del', ...guardRoute(range));
  }
}

async function assertGuarded(network: NodeNetwork, ip: RunIp): Promise<void> {
  const addresses = [network.nodeAddress, firstOf(network.serviceCidr)];
  for (const address of addresses) {
    const answer = await ip('route', 'get', address).catch(String);
    if (!/unreachable|No route to host/.test(answer)) {
      throw new Error(`There is a way to '${address}': ${answer.trim()}`);
    }
  }
}

function firstOf(range: string): string {
  return range.split('/')[0] ?? '';
}

function guardedRanges(network: NodeNetwork): readonly string[] {
  return [network.nodeRange, network.serviceCidr];
}

function guardRoute(range: string): string[] {
  return ['unreachable', range, 'metric', LAST_RESORT_METRIC];
}

async function takenRanges(ip: RunIp): Promise<string[]> {
  const routes = JSON.parse(
    await ip('-json', '-4', 'route', 'show', 'table', 'all'),
  ) as readonly { readonly dst?: string }[];
  return routes.flatMap(({ dst }) => (!dst || dst === 'default' ? [] : [dst]));
}

function parseRange(range: string): {
  readonly first: number;
  readonly last: number;
} {
  const [address = '', bits = '32'] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  const value = address
    .split('.')
    .reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = value - (value % size);
  return { first, last: first + size - 1 };
}

async function orNotThere(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!/Cannot (find|assign)|No such|not exist/.test(String(error))) {
      throw error;
    }
  }
}
