import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ApiClient } from './apiClient';
import type { ClusterAccess } from './Cluster';
import { accessCluster } from './clusterAccess';
import type { ClusterDescription } from './clusterAccess';
import type { ClusterOptions } from './ClusterOptions';
import { startCluster } from './startCluster';
import { waitFor } from './waitFor';

/** Variable that names the file which describes the cluster of a test run. */
export const TEST_CLUSTER_VARIABLE = 'ONE_CLICK_TEST_CLUSTER';

// A first run builds Kubernetes; without a shared cluster that falls to the
// first test file.
const START_TIMEOUT_MS = 15 * 60_000;
const STOP_TIMEOUT_MS = 120_000;

/** The cluster of a test file; there from the first `beforeAll` on. */
export interface SharedCluster {
  readonly cluster: ClusterAccess;
}

/**
 * Call at the top of a test file or a `describe`: gives the one cluster of the
 * test run, or one for this file alone if the run has none. Others use it at
 * the same time, so keep to a namespace of your own (`makeNamespace`); tests
 * that stop the API server start a cluster of their own instead. Options count
 * only where the run has no cluster.
 */
export function useCluster(options: ClusterOptions = {}): SharedCluster {
  let current: ClusterAccess | undefined;
  let stop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const file = process.env[TEST_CLUSTER_VARIABLE];
    if (file) {
      current = await attachCluster(file);
      return;
    }
    const own = await startCluster(options);
    current = own;
    stop = () => own.stop();
  }, START_TIMEOUT_MS);

  afterAll(() => stop?.(), STOP_TIMEOUT_MS);

  return {
    get cluster() {
      if (!current) {
        throw new Error('The cluster is there only once tests run');
      }
      return current;
    },
  };
}

/** Gives access to the running cluster that a file describes. */
export async function attachCluster(file: string): Promise<ClusterAccess> {
  const content = await readFile(file, 'utf8');
  return accessCluster(JSON.parse(content) as ClusterDescription);
}

/** How a namespace is named and marked. */
export interface NamespaceOptions {
  /** Start of its name. @defaultValue 'test' */
  readonly prefix?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Makes a namespace nobody else uses and gives its name; done when pods can be
 * made in it, and Kubernetes has put into it what it puts into every one.
 */
export async function makeNamespace(
  cluster: ClusterAccess,
  options: NamespaceOptions = {},
): Promise<string> {
  const { prefix = 'test', labels = {} } = options;
  const name = `${prefix}-${randomBytes(4).toString('hex')}`;
  const admin = cluster.client('admin');
  try {
    await admin.call({
      method: 'POST',
      path: '/api/v1/namespaces',
      body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
    });
    // Controllers make both, in no order; a list of ConfigMaps has the second.
    for (const path of [
      'serviceaccounts/default',
      'configmaps/kube-root-ca.crt',
    ]) {
      await waitFor(
        () => isThere(admin, `/api/v1/namespaces/${name}/${path}`),
        {
          what: `'${path}' in namespace '${name}'`,
        },
      );
    }
  } finally {
    admin.close();
  }
  return name;
}

async function isThere(client: ApiClient, path: string): Promise<boolean> {
  return (await client.send({ method: 'GET', path })).status === 200;
}
