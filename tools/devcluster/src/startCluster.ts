import { rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ensureBinaries } from './binaries';
import type { Binaries } from './binaries';
import type { Cluster } from './Cluster';
import { accessCluster } from './clusterAccess';
import type { ClusterDescription } from './clusterAccess';
import {
  cleanLeftovers,
  makeClusterFolder,
  recordProcess,
} from './clusterFolder';
import type { ClusterOptions } from './ClusterOptions';
import { ControlPlane } from './ControlPlane';
import { claimDataFolder, releaseDataFolder } from './dataFolder';
import { furnish, installCrds } from './furnish';
import type { NodeProvider } from './NodeProvider';
import { cleanUpNodes, nodeProviderFor } from './nodeProviders';
import { prepareCluster } from './prepareCluster';
import type { PreparedCluster } from './prepareCluster';
import { identifyProcess } from './processIdentity';
import { CLUSTER_USERS } from './users';

/** A cluster, and what another process needs to use it as well. */
export interface StartedCluster extends Cluster {
  readonly description: ClusterDescription;
  /** Where the description is kept as JSON; holds tokens, readable by us only. */
  readonly descriptionFile: string;
}

/**
 * Starts a Kubernetes cluster of its own on free ports, and is done when nodes,
 * roles, classes and the metrics API are there. Its processes never outlive
 * this one. What killed starts have left behind is removed first.
 */
export async function startCluster(
  options: ClusterOptions = {},
): Promise<StartedCluster> {
  const { report, nodes = 2 } = options;
  const binaries = await ensureBinaries(report ? { report } : {});
  await cleanLeftovers({ cleanUp: cleanUpNodes });
  const provider = nodeProviderFor(nodes, {
    report: report ?? (message => process.stderr.write(`${message}\n`)),
  });
  if (options.dataDir) {
    await claimDataFolder(options.dataDir);
  }
  const start = { options, provider, binaries, dir: await makeClusterFolder() };
  try {
    return await startIn(start);
  } catch (error) {
    await provider?.stop();
    await cleanUp(start);
    throw error;
  }
}

interface Start {
  readonly options: ClusterOptions;
  readonly provider: NodeProvider | undefined;
  readonly binaries: Binaries;
  readonly dir: string;
}

async function startIn(start: Start): Promise<StartedCluster> {
  const { options, provider, binaries, dir } = start;
  const context = { id: basename(dir), dir, binaries };
  const needs = (await provider?.prepare(context)) ?? {};
  const prepared = await prepareCluster({ dir, binaries, options, needs });
  const { layout, description } = prepared;
  const access = accessCluster(description);
  const admin = access.client(CLUSTER_USERS.admin.name);
  const apiServerArgs = needs.apiServerArgs ?? [];
  const controlPlane = new ControlPlane({
    binaries,
    layout,
    apiServerArgs,
    admin,
  });
  const stop = once(async () => {
    await provider?.stop();
    await controlPlane.stop();
    admin.close();
    await cleanUp(start);
  });
  const cluster: StartedCluster = {
    ...access,
    description,
    descriptionFile: layout.description,
    stop,
    stopApiServer: () => controlPlane.stopApiServer(),
    startApiServer: () => controlPlane.startApiServer(),
  };
  try {
    const check = () => controlPlane.check();
    await controlPlane.start(async () => {
      if (options.crds ?? true) {
        await installCrds({ admin, check });
      }
    });
    await furnish({
      admin,
      nodes: description.nodes,
      caData: description.caData,
      metricsServerPort: layout.ports.metricsServer,
      check,
    });
    return await publish(await joinNodes({ ...start, ...prepared }, cluster));
  } catch (error) {
    await stop();
    throw error;
  }
}

async function joinNodes(
  start: Start & PreparedCluster,
  cluster: StartedCluster,
): Promise<StartedCluster> {
  const { provider, layout, binaries } = start;
  if (!provider) {
    return cluster;
  }
  const { nodes } = await provider.start({
    id: cluster.id,
    dir: layout.dir,
    binaries,
    cluster,
    pki: layout.pki,
    logs: layout.logs,
    record: pid => {
      const identity = identifyProcess(pid);
      if (identity) {
        recordProcess(layout.dir, identity);
      }
    },
  });
  return { ...cluster, nodes, description: { ...cluster.description, nodes } };
}

// Last of all, so that whoever finds the file finds a cluster that is ready.
async function publish(cluster: StartedCluster): Promise<StartedCluster> {
  const content = JSON.stringify(cluster.description);
  await writeFile(cluster.descriptionFile, content, { mode: 0o600 });
  return cluster;
}

async function cleanUp({ dir, options, provider }: Start): Promise<void> {
  await provider?.release();
  await rm(dir, { recursive: true, force: true });
  if (options.dataDir) {
    await releaseDataFolder(options.dataDir);
  }
}

// Once stopped, the folder of kept data may be another's; a second stop must
// not touch it.
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
