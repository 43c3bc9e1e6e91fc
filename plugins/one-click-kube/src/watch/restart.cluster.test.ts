import { startCluster, waitFor } from '@one-click/devcluster';
import type { StartedCluster } from '@one-click/devcluster';
import { aConfigMap, TEST_CONFIG_MAPS, WatchLog } from '../../test';
import { createKubeClient, resources } from '../client';
import type { KubeObject } from '../client';
import { loadKubeConnection } from '../connection';

jest.setTimeout(300_000);

const FIRST_START_MS = 15 * 60_000;

describe('when the API server crashes and comes back', () => {
  let cluster: StartedCluster;

  beforeAll(async () => {
    cluster = await startCluster({ crds: false, nodes: 1 });
  }, FIRST_START_MS);

  afterAll(() => cluster?.stop());

  it('a watch says so, comes back, and misses nothing', async () => {
    const client = createKubeClient({
      connection: await loadKubeConnection({
        type: 'kubeconfig',
        path: cluster.kubeconfig('admin'),
      }),
    });
    const log = new WatchLog();
    const namespace = 'default';
    const watch = client.watch(resources.configMaps, {
      namespace,
      fieldSelector: TEST_CONFIG_MAPS,
      handlers: log,
    });
    await watch.synced;

    await cluster.stopApiServer();
    await log.endsWith('stale');
    await expect(client.ping()).rejects.toMatchObject({
      name: 'KubeUnavailableError',
      retriable: true,
    });

    await cluster.startApiServer();
    await client.create(resources.configMaps, aConfigMap('a', namespace));
    await log.endsWith('upsert a');
    await waitFor(() => log.entries.includes('fresh'), {
      what: 'the watch to be fresh',
    });
    expect(log.entries).toEqual(['sync', 'stale', 'fresh', 'upsert a']);
    await client.close();
  });

  it('all watches say so once, and come back', async () => {
    const client = createKubeClient({
      connection: await loadKubeConnection({
        type: 'kubeconfig',
        path: cluster.kubeconfig('admin'),
      }),
    });
    const kinds = [
      resources.configMaps,
      resources.deployments,
      resources.ingresses,
      resources.nodes,
      resources.pods,
      resources.services,
    ];
    const logs = kinds.map(() => new WatchLog());
    const watches = kinds.map((kind, at) =>
      client.watch<KubeObject>(kind, { handlers: logs[at]! }),
    );
    await Promise.all(watches.map(({ synced }) => synced));
    const has = (entry: string) =>
      logs.every(({ entries }) => entries.includes(entry));

    await cluster.stopApiServer();
    await waitFor(() => has('stale'), { what: 'all to be stale' });
    await cluster.startApiServer();
    await waitFor(() => has('fresh'), { what: 'all to be fresh' });
    const outages = logs.map(log => log.outages.length);
    expect(outages).toEqual(kinds.map(() => 1));
    await client.close();
  });
});
