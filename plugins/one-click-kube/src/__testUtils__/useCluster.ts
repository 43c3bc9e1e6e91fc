import { randomUUID } from 'node:crypto';
import { startCluster } from '@one-click/devcluster';
import type { StartedCluster } from '@one-click/devcluster';
import { createKubeClient, resources } from '../client';
import type { KubeClient, KubeClientOptions } from '../client';
import { loadKubeConnection } from '../connection';

/** What the tests of one file share. Its fields are there while tests run. */
export interface TestCluster {
  readonly cluster: StartedCluster;
  /** Acts as admin. */
  readonly client: KubeClient;
  /** A namespace of the running test's own. */
  readonly namespace: string;
  /** Makes a client that is closed when the test is over. */
  clientAs(
    user: string,
    options?: Partial<KubeClientOptions> & {
      readonly server?: string;
      readonly caData?: string;
    },
  ): Promise<KubeClient>;
}

/** Runs the tests around it against a real control plane. */
export function useCluster(): TestCluster {
  const clients: KubeClient[] = [];
  let cluster: StartedCluster | undefined;
  let client: KubeClient | undefined;
  let namespace = '';

  const started = () => assertThere(cluster);
  const clientAs: TestCluster['clientAs'] = async (user, options = {}) => {
    const { server = started().server, caData = started().caData } = options;
    const connection = await loadKubeConnection({
      type: 'url',
      url: server,
      token: started().token(user),
      caData,
    });
    const made = createKubeClient({
      connection,
      userAgent: 'kube-test',
      ...options,
    });
    clients.push(made);
    return made;
  };

  beforeAll(async () => {
    cluster = await startCluster({ crds: false });
  }, 600_000);

  beforeEach(async () => {
    client = await clientAs('admin');
    namespace = `t-${randomUUID().slice(0, 8)}`;
    await client.create(resources.namespaces, {
      metadata: { name: namespace },
    });
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map(made => made.close()));
  });

  afterAll(async () => {
    await cluster?.stop();
  }, 60_000);

  return {
    get cluster() {
      return started();
    },
    get client() {
      return assertThere(client);
    },
    get namespace() {
      return namespace;
    },
    clientAs,
  };
}

function assertThere<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('The cluster is there while tests run only');
  }
  return value;
}
