import { join } from 'node:path';
import { CLUSTER_USERS, startCluster } from '@one-click/devcluster';
import type { Progress } from './Progress';
import type { PortalCluster } from './PortalCluster';
import { writeCredentials } from './writeCredentials';

/**
 * Starts the embedded cluster with what it held the last time. Throws with a
 * remedy where Go is missing to build it.
 */
export async function startEmbeddedCluster(options: {
  readonly folder: string;
  readonly progress: Progress;
}): Promise<PortalCluster> {
  const { folder, progress } = options;
  const cluster = await progress.during('Starting the embedded cluster', () =>
    startCluster({
      dataDir: join(folder, 'cluster'),
      report: line => progress.say(`  ${line}`),
    }),
  );
  const credentialsOf = (user: string) =>
    writeCredentials(join(folder, 'credentials'), {
      user,
      url: cluster.server,
      ca: Buffer.from(cluster.caData, 'base64').toString('utf8'),
      token: cluster.token(user),
    });
  return {
    name: 'local',
    title: 'Local',
    backend: await credentialsOf(CLUSTER_USERS.backend.name),
    operator: await credentialsOf(CLUSTER_USERS.operator.name),
    hints: [`kubectl of the cluster:  ${cluster.dir}/kubectl get rollouts -A`],
    stop: () => cluster.stop(),
  };
}
