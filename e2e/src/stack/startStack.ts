import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLUSTER_USERS, startCluster } from '@one-click/devcluster';
import type { StartedCluster } from '@one-click/devcluster';
import { startPortal, writeCredentials } from '@one-click/portal';
import type { Portal, PortalCluster, Progress } from '@one-click/portal';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser/launchBrowser';

/** Everything that a person's click goes through, on this machine alone. */
export interface Stack {
  readonly cluster: StartedCluster;
  readonly portal: Portal;
  readonly browser: Browser;
  /** Ends all of it and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a cluster with simulated nodes, the portal with its operator on an
 * empty database, and a browser.
 */
export async function startStack(progress: Progress): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'one-click-e2e-'));
  const stops = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of stops.reverse()) {
      await end();
    }
  };
  try {
    const cluster = await progress.during('Starting a cluster', () =>
      startCluster({ report: line => progress.say(`  ${line}`) }),
    );
    stops.push(() => cluster.stop());
    const portalCluster = await describeCluster(cluster, folder);
    const portal = await startPortal({
      folder,
      clusters: [portalCluster],
      progress,
    });
    stops.push(() => portal.stop());
    const browser = await launchBrowser();
    stops.push(() => browser.close());
    return { cluster, portal, browser, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function describeCluster(
  cluster: StartedCluster,
  folder: string,
): Promise<PortalCluster> {
  const credentialsOf = (user: string) =>
    writeCredentials(join(folder, 'credentials'), {
      user,
      url: cluster.server,
      ca: Buffer.from(cluster.caData, 'base64').toString('utf8'),
      token: cluster.token(user),
    });
  return {
    name: 'eu-1',
    title: 'eu-1',
    backend: await credentialsOf(CLUSTER_USERS.backend.name),
    operator: await credentialsOf(CLUSTER_USERS.operator.name),
    hints: [],
    stop: () => cluster.stop(),
  };
}
