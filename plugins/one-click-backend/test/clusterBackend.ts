import { randomBytes } from 'node:crypto';
import { waitFor } from '@one-click/devcluster';
import type { ClusterAccess } from '@one-click/devcluster';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { startOneClickBackend } from './testBackend';
import type { TestBackend, TestBackendOptions } from './testBackend';

/** A small rollout that simulated nodes run. */
export const SPEC: RolloutSpecInput = {
  image: { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' },
  replicas: 2,
};

/** The configuration of a cluster that the backend's own account may use. */
export function clusterConfig(
  cluster: Pick<ClusterAccess, 'server' | 'token' | 'caData'>,
  name = 'main',
) {
  return {
    oneClick: {
      clusters: [
        {
          name,
          url: cluster.server,
          token: cluster.token('one-click-backend'),
          caData: cluster.caData,
        },
      ],
    },
    permission: { enabled: true },
  };
}

/** The plugin with a real cluster; done when the cluster is reachable. */
export async function startWithCluster(
  cluster: Pick<ClusterAccess, 'server' | 'token' | 'caData'>,
  options: Omit<TestBackendOptions, 'config'> = {},
): Promise<TestBackend> {
  const backend = await startOneClickBackend({
    ...options,
    config: clusterConfig(cluster),
  });
  await waitForCluster(backend, 'reachable');
  return backend;
}

/** Waits until the only cluster is in a state. */
export async function waitForCluster(backend: TestBackend, state: string) {
  const ana = backend.clientOf('ana');
  await waitFor(
    async () => (await ana.listClusters()).every(each => each.state === state),
    { what: `the cluster to be ${state}` },
  );
}

/** A name that no other test uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}

/** A project of Ana's with a name of its own. */
export async function makeProject(backend: TestBackend, prefix = 'shop') {
  const name = uniqueName(prefix);
  return backend
    .clientOf('ana')
    .createProject({ name, owner: 'group:default/team-a' });
}

/** A CR as the cluster has it. */
export async function readCr(
  cluster: ClusterAccess,
  ref: { readonly namespace: string; readonly name: string },
) {
  const { stdout } = await cluster.kubectl([
    'get',
    'rollout',
    ref.name,
    '--namespace',
    ref.namespace,
    '--output=json',
    '--show-managed-fields',
  ]);
  return JSON.parse(stdout);
}
