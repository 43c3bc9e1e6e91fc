import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { buildAuditPolicy } from './audit';
import type { Binaries } from './binaries';
import { issueCertificates } from './certificates';
import type { ClusterDescription } from './clusterAccess';
import type { ClusterOptions } from './ClusterOptions';
import { firstServiceAddress } from './componentArgs';
import { freePorts } from './freePorts';
import { simulatedNodeNames } from './furnishing';
import { buildKwokConfig, buildSimulatedLog } from './kwok/kwokConfig';
import { buildLayout, kubeconfigFile, PORT_NAMES, serverUrl } from './layout';
import type { Layout, Ports } from './layout';
import type { ControlPlaneNeeds } from './NodeProvider';
import {
  buildKubeconfig,
  buildTokenFile,
  CLUSTER_USERS,
  COMPONENT_USERS,
  makeTokens,
} from './users';
import type { ClusterUser } from './users';

const LOOPBACK = '127.0.0.1';
const SERVICE_CIDR = '10.96.0.0/16';

/** What a cluster is prepared from. */
export interface Preparation {
  readonly dir: string;
  readonly binaries: Binaries;
  readonly options: ClusterOptions;
  readonly needs: ControlPlaneNeeds;
}

/** A cluster that has all its files and runs nothing yet. */
export interface PreparedCluster {
  readonly layout: Layout;
  readonly description: ClusterDescription;
}

/**
 * Draws ports, issues certificates and tokens, and writes every file that the
 * programs of a cluster read.
 */
export async function prepareCluster(
  preparation: Preparation,
): Promise<PreparedCluster> {
  const { dir, binaries, options, needs } = preparation;
  const layout = await drawLayout(preparation);
  await issueCertificates({
    devcluster: binaries.devcluster,
    folder: layout.pki,
    serverHosts: [
      layout.bindAddress,
      layout.advertiseAddress,
      firstServiceAddress(layout.serviceCidr),
    ],
    extra: needs.certificates ?? [],
  });
  const users = allUsers(options, needs);
  const tokens = makeTokens(users);
  const ca = await readFile(join(layout.pki, 'ca.crt'));
  const description: ClusterDescription = {
    id: basename(dir),
    dir,
    server: serverUrl(layout),
    caData: ca.toString('base64'),
    nodes: simulatedNodes(options),
    auditLog: layout.auditLog,
    tokens: Object.fromEntries(tokens),
    devcluster: binaries.devcluster,
  };
  await writeFiles({ layout, users, tokens, description });
  return { layout, description };
}

/** Names of the nodes that kwok plays. */
function simulatedNodes({ nodes = 2 }: ClusterOptions): string[] {
  return nodes === 'real' ? [] : simulatedNodeNames(nodes);
}

async function drawLayout(preparation: Preparation): Promise<Layout> {
  const { dir, options, needs } = preparation;
  const bindAddress = needs.bindAddress ?? LOOPBACK;
  return buildLayout({
    dir,
    dataDir: options.dataDir ?? dir,
    ports: await drawPorts(bindAddress),
    bindAddress,
    advertiseAddress: needs.advertiseAddress ?? bindAddress,
    serviceCidr: needs.serviceCidr ?? SERVICE_CIDR,
  });
}

async function drawPorts(bindAddress: string): Promise<Ports> {
  const drawn = await freePorts(PORT_NAMES.length, LOOPBACK);
  const entries = PORT_NAMES.map((name, index) => [name, drawn[index]]);
  const ports = Object.fromEntries(entries) as Ports;
  if (bindAddress === LOOPBACK) {
    return ports;
  }
  const [apiserver = ports.apiserver] = await freePorts(1, bindAddress);
  return { ...ports, apiserver };
}

function allUsers(
  options: ClusterOptions,
  needs: ControlPlaneNeeds,
): ClusterUser[] {
  return [
    ...Object.values(CLUSTER_USERS),
    ...Object.values(COMPONENT_USERS),
    ...(options.users ?? []),
    ...(needs.users ?? []),
  ];
}

interface Files {
  readonly layout: Layout;
  readonly users: readonly ClusterUser[];
  readonly tokens: ReadonlyMap<string, string>;
  readonly description: ClusterDescription;
}

async function writeFiles(files: Files): Promise<void> {
  const { layout, users, tokens, description } = files;
  const { server, caData } = description;
  const containerLog = join(layout.dir, 'simulated-container.log');
  // What a kept cluster did last time is nobody's business any more.
  await rm(layout.auditLog, { force: true });
  await mkdir(layout.logs, { recursive: true });
  await mkdir(layout.volumes, { recursive: true });
  const contents = new Map([
    [layout.tokens, buildTokenFile(users, tokens)],
    [layout.auditPolicy, JSON.stringify(buildAuditPolicy())],
    [
      layout.kwokConfig,
      buildKwokConfig({ volumes: layout.volumes, logFile: containerLog }),
    ],
    [containerLog, buildSimulatedLog()],
    [layout.kubectl, buildKubectlScript(description)],
  ]);
  for (const [user, token] of tokens) {
    contents.set(
      kubeconfigFile(layout.dir, user),
      buildKubeconfig({ server, caData, user, token }),
    );
  }
  for (const [file, content] of contents) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode: 0o600 });
  }
  await chmod(layout.kubectl, 0o700);
}

/** Builds a kubectl that talks to this cluster, whatever one's own config. */
function buildKubectlScript(description: ClusterDescription): string {
  const { dir, devcluster } = description;
  const kubeconfigs = dirname(kubeconfigFile(dir, 'admin'));
  return `#!/bin/sh
export KUBECONFIG="${kubeconfigs}/\${AS:-admin}.yaml"
export KUBECACHEDIR="${join(dir, 'kubectl-cache')}"
exec "${devcluster}" kubectl "$@"
`;
}
