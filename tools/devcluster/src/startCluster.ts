import { rm } from 'node:fs/promises';
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
import { releaseDataFolder } from './dataFolder';
import { furnish } from './furnish';
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
  const provider = await nodeProviderFor(nodes);
  const dir = await makeClusterFolder();
  try {
    const needs =
      (await provider?.prepare({ id: basename(dir), dir, binaries })) ?? {};
    const prepared = await prepareCluster({ dir, binaries, options, needs });
    const apiServerArgs = needs.apiServerArgs ?? [];
    return await run({
      ...prepared,
      binaries,
      options,
      provider,
      apiServerArgs,
    });
  } catch (error) {
    await provider?.stop();
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

interface Run extends PreparedCluster {
  readonly binaries: Binaries;
  readonly options: ClusterOptions;
  readonly provider: NodeProvider | undefined;
  readonly apiServerArgs: readonly string[];
}

async function run(options: Run): Promise<StartedCluster> {
  const { layout, description, binaries, apiServerArgs } = options;
  const access = accessCluster(description);
  const admin = access.client(CLUSTER_USERS.admin.name);
  const controlPlane = new ControlPlane({
    binaries,
    layout,
    apiServerArgs,
    admin,
  });
  const stop = async () => {
    await options.provider?.stop();
    await controlPlane.stop();
    admin.close();
    await rm(layout.dir, { recursive: true, force: true });
    if (options.options.dataDir) {
      await releaseDataFolder(options.options.dataDir);
    }
  };
  const cluster: StartedCluster = {
    ...access,
    description,
    descriptionFile: layout.description,
    stop,
    stopApiServer: () => controlPlane.stopApiServer(),
    startApiServer: () => controlPlane.startApiServer(),
  };
  try {
    await controlPlane.start();
    await furnish({
      admin,
      nodes: description.nodes,
      crds: options.options.crds ?? true,
      caData: description.caData,
      metricsServerPort: layout.ports.metricsServer,
      check: () => controlPlane.check(),
    });
    return await joinNodes(options, cluster);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function joinNodes(
  options: Run,
  cluster: StartedCluster,
): Promise<StartedCluster> {
  const { provider, layout, binaries } = options;
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
  return {
    ...cluster,
    nodes,
    description: { ...cluster.description, nodes },
  };
}
