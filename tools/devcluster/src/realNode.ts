import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { certificateFiles } from './certificates';
import type { ClusterAccess } from './Cluster';
import { Component } from './Component';
import { isErrorCode } from './errorCode';
import { freePorts } from './freePorts';
import type {
  ControlPlaneNeeds,
  NodeContext,
  NodeHost,
  NodeProvider,
} from './NodeProvider';
import { isRunning } from './processIdentity';
import {
  buildNodeFiles,
  buildRegistryConfig,
  PROXY_HEALTH_PORT,
  REAL_NODE_LABEL,
  REAL_NODE_NAME,
} from './realNodeConfig';
import { groupsOfSlot, makeGroups, removeGroups } from './realNodeGroups';
import { buildProgramImage, pushImage } from './realNodeImages';
import {
  claimNetwork,
  connectNode,
  networkOfSlot,
  releaseNetwork,
} from './realNodeNetwork';
import type { NodeNetwork } from './realNodeNetwork';
import { ensureNodePrograms, RUN_NODE } from './realNodePrograms';
import type { NodePrograms } from './realNodePrograms';
import { nodeStates, readNodeState, writeNodeState } from './realNodeState';
import type { RealNodeState } from './realNodeState';
import { canHaveRealNode } from './realNodeSupport';
import { allowWatchers, readSysctls, restoreSysctls } from './realNodeSysctls';
import { GaveUpError, waitFor } from './waitFor';

const KUBELET_USER = `system:node:${REAL_NODE_NAME}`;
const KUBELET_CERTIFICATE = 'kubelet';
const PROXY_USER = 'system:kube-proxy';

const NODE = 'node';

const START_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 2_000;

/** What a test knows of the real node its cluster has. */
export interface RealNode {
  readonly name: string;
  readonly network: NodeNetwork;
  /** Host and port of a registry that takes pushes; the node pulls from it. */
  readonly registry: string;
  /** Images that are in the registry. */
  readonly images: {
    /** Serves HTTP on port 8080; see `node/images/web`. */
    readonly web: string;
  };
  /** Ends the node and all that runs on it at once, as a power cut would. */
  crash(): void;
}

/** Gives what is to be known of a cluster's real node. */
export function realNodeOf(cluster: Pick<ClusterAccess, 'dir'>): RealNode {
  const state = readNodeState(cluster.dir);
  if (!state?.registry || !state.holder) {
    throw new Error(
      "The cluster has no real node; start it with nodes: 'real'",
    );
  }
  const { slot, registry, holder } = state;
  return {
    name: REAL_NODE_NAME,
    network: networkOfSlot(slot),
    registry,
    images: { web: `${registry}/web:1` },
    crash: () => {
      if (isRunning(holder)) {
        process.kill(holder.pid, 'SIGKILL');
      }
    },
  };
}

/**
 * Takes away what the node of a cluster left outside the cluster's folder. To
 * be called when nothing of the cluster runs any more. Safe to repeat.
 */
export async function removeRealNode(dir: string): Promise<void> {
  const state = readNodeState(dir);
  if (state) {
    await removeGroups(state.slot);
    await restoreSysctls(state.sysctls);
    await releaseNetwork(networkOfSlot(state.slot));
  }
}

/** Everything of a start that later steps need. */
interface Claim {
  readonly dir: string;
  readonly folder: string;
  readonly state: RealNodeState;
  readonly network: NodeNetwork;
  readonly programs: NodePrograms;
  readonly registry: string;
}

/**
 * Brings one real node: kubelet, containerd and a registry, all programs of
 * this machine's system, with network, mounts and processes apart from it.
 */
export class RealNodeProvider implements NodeProvider {
  readonly #report: (message: string) => void;
  readonly #components: Component[] = [];
  #claim: Claim | undefined;

  constructor(options: { readonly report: (message: string) => void }) {
    this.#report = options.report;
  }

  /** Guards the addresses before anything else; see `claimNetwork`. */
  async prepare(context: NodeContext): Promise<ControlPlaneNeeds> {
    const support = canHaveRealNode();
    if (!support.ok) {
      throw new Error(`No real node can be had here: ${support.reason}`);
    }
    const { dir } = context;
    const programs = await ensureNodePrograms({ report: this.#report });
    // Another node that runs has changed them already, and knows what they were.
    const sysctls = nodeStates()[0]?.sysctls ?? (await readSysctls());
    const network = await claimNetwork();
    const state = { slot: network.slot, sysctls };
    writeNodeState(dir, state);
    await allowWatchers();
    const [port] = await freePorts(1, network.hostAddress);
    const registry = `${network.hostAddress}:${port}`;
    const folder = join(dir, 'node');
    this.#claim = { dir, folder, state, network, programs, registry };
    return needsOf(network);
  }

  async start(host: NodeHost): Promise<{ readonly nodes: readonly string[] }> {
    const claim = this.#claimed();
    await mkdir(claim.folder, { recursive: true });
    await this.#startRegistry(host, claim);
    await pushImages(claim);
    await writeFiles(host, claim);
    await makeGroups(claim.network.slot);
    const node = await this.#startNode(host, claim);
    await this.#ready(host, node);
    return { nodes: [REAL_NODE_NAME] };
  }

  /** Ends the node and its registry; its addresses stay guarded. */
  async stop(): Promise<void> {
    // One SIGKILL takes every process, mount and link of the node along.
    await Promise.all(
      this.#components.map(component =>
        component.stop(component.name === NODE ? 0 : STOP_GRACE_MS),
      ),
    );
  }

  async release(): Promise<void> {
    if (this.#claim) {
      await removeRealNode(this.#claim.dir);
    }
  }

  async #startRegistry(host: NodeHost, claim: Claim): Promise<void> {
    const { folder, programs, registry } = claim;
    const file = join(folder, 'registry.json');
    const images = join(folder, 'images');
    await writeFile(
      file,
      buildRegistryConfig({ address: registry, folder: images }),
    );
    const component = await this.#run(host, {
      name: 'registry',
      command: [programs.packages.registry, 'serve', file],
    });
    await waitFor(
      async () => {
        assertRuns(component);
        return (await fetch(`http://${registry}/v2/`)).ok;
      },
      { what: 'the registry to answer', timeoutMs: START_TIMEOUT_MS },
    );
  }

  async #startNode(host: NodeHost, claim: Claim): Promise<Component> {
    const { dir, folder, network, state, registry } = claim;
    const node = await this.#run(host, {
      name: NODE,
      command: ['bash', RUN_NODE, 'enter', folder],
      env: nodeEnvironment(host, claim),
    });
    writeNodeState(dir, { ...state, registry, holder: node.identity });
    const pid = await waitFor(
      () => {
        assertRuns(node);
        return readPid(join(folder, 'node.pid'));
      },
      { what: "the node's first process", timeoutMs: START_TIMEOUT_MS },
    );
    await connectNode(network, pid);
    return node;
  }

  async #ready(host: NodeHost, node: Component): Promise<void> {
    const { network } = this.#claimed();
    const admin = host.cluster.client('admin');
    try {
      const path = `/api/v1/nodes/${REAL_NODE_NAME}`;
      await waitFor(
        async () => {
          if (!node.running) {
            throw new GaveUpError(await whyEnded(host.logs));
          }
          const { body } = await admin.send({ method: 'GET', path });
          return isReady(body) && (await proxyIsWell(network));
        },
        {
          what: 'the real node to be Ready, and kube-proxy to know all Services',
          timeoutMs: START_TIMEOUT_MS,
          explain: () => `see '${host.logs}' for its logs`,
        },
      );
    } finally {
      admin.close();
    }
  }

  async #run(
    host: NodeHost,
    program: {
      readonly name: string;
      readonly command: readonly string[];
      readonly env?: Readonly<Record<string, string>>;
    },
  ): Promise<Component> {
    const { name, command, env = {} } = program;
    const component = await Component.start({
      name,
      file: host.binaries.devcluster,
      // Programs of others do not watch their parent; the kernel does it here.
      args: ['supervise', '--', ...command],
      logFile: join(host.logs, `${name}.log`),
      env,
    });
    host.record(component.identity.pid);
    this.#components.push(component);
    return component;
  }

  #claimed(): Claim {
    if (!this.#claim) {
      throw new Error('A real node must be prepared before it is started');
    }
    return this.#claim;
  }
}

function needsOf(network: NodeNetwork): ControlPlaneNeeds {
  const { hostAddress, nodeAddress, serviceCidr } = network;
  return {
    bindAddress: hostAddress,
    serviceCidr,
    users: [
      { name: KUBELET_USER, groups: ['system:nodes'] },
      { name: PROXY_USER },
    ],
    certificates: [
      {
        name: KUBELET_CERTIFICATE,
        commonName: KUBELET_USER,
        organizations: ['system:nodes'],
        hosts: [nodeAddress],
      },
    ],
  };
}

async function pushImages(claim: Claim): Promise<void> {
  const { programs, registry } = claim;
  for (const name of ['pause', 'web'] as const) {
    const image = await buildProgramImage({ path: programs[name], name });
    await pushImage(image, { registry, repository: name, tag: '1' });
  }
}

async function writeFiles(host: NodeHost, claim: Claim): Promise<void> {
  const { folder, network, programs, registry } = claim;
  const files = buildNodeFiles({
    folder,
    network,
    packages: programs.packages,
    registry,
    pauseImage: `${registry}/pause:1`,
    podGroup: groupsOfSlot(network.slot).podRoot,
    serving: certificateFiles(host.pki, KUBELET_CERTIFICATE),
    clientCa: join(host.pki, 'ca.crt'),
    proxyLogin: host.cluster.kubeconfig(PROXY_USER),
  });
  for (const [path, content] of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/** What `run-node.sh` is told. */
function nodeEnvironment(
  host: NodeHost,
  claim: Claim,
): Readonly<Record<string, string>> {
  const { network, programs } = claim;
  const path = [...programs.packages.path, process.env.PATH ?? ''];
  return {
    PATH: path.join(delimiter),
    DEVCLUSTER: host.binaries.devcluster,
    HOST_ADDRESS: network.hostAddress,
    LIBRARIES: programs.packages.libraries.join(delimiter),
    KUBELET_KUBECONFIG: host.cluster.kubeconfig(KUBELET_USER),
    NODE_ADDRESS: network.nodeAddress,
    NODE_GROUPS: groupsOfSlot(network.slot).own.join(' '),
    NODE_LABELS: Object.entries(REAL_NODE_LABEL)
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
    NODE_LINK: network.nodeLink,
    NODE_LOGS: host.logs,
    NODE_NAME: REAL_NODE_NAME,
  };
}

async function readPid(file: string): Promise<number | undefined> {
  try {
    return Number(await readFile(file, 'utf8'));
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}

function assertRuns(component: Component): void {
  if (!component.running) {
    throw new GaveUpError(`'${component.name}' ended: ${component.logTail()}`);
  }
}

/** The last words of all that a node ends with. */
async function whyEnded(logs: string): Promise<string> {
  const programs = ['node', 'containerd', 'kubelet', 'kube-proxy'];
  const ends = await Promise.all(
    programs.map(async program => {
      const text = await readFile(join(logs, `${program}.log`), 'utf8').catch(
        () => '',
      );
      return `${program}: ${text.trimEnd().split('\n').at(-1)}`;
    }),
  );
  return `The node ended; last words of ${ends.join('; ')}`;
}

async function proxyIsWell({ nodeAddress }: NodeNetwork): Promise<boolean> {
  const url = `http://${nodeAddress}:${PROXY_HEALTH_PORT}/healthz`;
  return (await fetch(url)).ok;
}

interface NodeWithConditions {
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
    }[];
  };
}

function isReady(body: unknown): boolean {
  const { status } = body as NodeWithConditions;
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True';
}
