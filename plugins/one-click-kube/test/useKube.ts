import type { V1ConfigMap } from '@kubernetes/client-node';
import { makeNamespace, useCluster } from '@one-click/devcluster';
import type { ClusterAccess } from '@one-click/devcluster';
import { createKubeClient, resources } from '../src/client';
import type { KubeClient, KubeClientOptions } from '../src/client';
import { loadKubeConnection } from '../src/connection';
import type { Watch, WatchHandlers } from '../src/watch';
import { aConfigMap } from './objects';

const { configMaps } = resources;

/** Selects those of tests: every namespace has one of its own. */
export const TEST_CONFIG_MAPS = 'metadata.name!=kube-root-ca.crt';

/** How a client of a test differs from the usual. */
export interface TestClientOptions
  extends Omit<Partial<KubeClientOptions>, 'connection'> {
  /** The cluster's own by default; a fault proxy's, say. */
  readonly server?: string;
  readonly caData?: string;
}

/** What the tests of one file share. Its fields are there while tests run. */
export interface TestKube {
  readonly cluster: ClusterAccess;
  /** Acts as admin. */
  readonly client: KubeClient;
  /** A namespace of the running test's own. */
  readonly namespace: string;
  /** Creates a ConfigMap in that namespace. */
  createConfigMap(name: string): Promise<V1ConfigMap>;
  removeConfigMap(name: string): Promise<void>;
  /** Watches that namespace's ConfigMaps, as `watcher` or as admin. */
  watchConfigMaps(
    handlers: WatchHandlers<V1ConfigMap>,
    watcher?: KubeClient,
  ): Watch;
  /** Makes a client that is closed when the test is over. */
  clientAs(user: string, options?: TestClientOptions): Promise<KubeClient>;
}

/** Runs the tests around it against a real control plane. */
export function useKube(): TestKube {
  const shared = useCluster({ crds: false });
  const clients: KubeClient[] = [];
  let current: { readonly client: KubeClient; readonly namespace: string };

  const clientAs: TestKube['clientAs'] = async (user, options = {}) => {
    const { cluster } = shared;
    const connection = await loadKubeConnection({
      type: 'url',
      url: options.server ?? cluster.server,
      caData: options.caData ?? cluster.caData,
      token: cluster.token(user),
    });
    const userAgent = 'kube-test';
    const client = createKubeClient({ userAgent, ...options, connection });
    clients.push(client);
    return client;
  };

  beforeEach(async () => {
    const namespace = await makeNamespace(shared.cluster, { prefix: 'kube' });
    current = { client: await clientAs('admin'), namespace };
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map(client => client.close()));
  });

  return {
    get cluster() {
      return shared.cluster;
    },
    get client() {
      return current.client;
    },
    get namespace() {
      return current.namespace;
    },
    createConfigMap: name =>
      current.client.create(configMaps, aConfigMap(name, current.namespace)),
    async removeConfigMap(name) {
      const { client, namespace } = current;
      await client.delete(configMaps, { namespace, name });
    },
    watchConfigMaps(handlers, watcher = current.client) {
      const { namespace } = current;
      return watcher.watch(configMaps, {
        namespace,
        fieldSelector: TEST_CONFIG_MAPS,
        handlers,
      });
    },
    clientAs,
  };
}
