import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient, startCluster } from '@one-click/devcluster';
import type { Cluster } from '@one-click/devcluster';
import type { ClusterCredentials } from './PortalCluster';
import { silentProgress } from './Progress';
import { useOwnCluster } from './useOwnCluster';

// A first run may have to build Kubernetes.
jest.setTimeout(15 * 60_000);

const ROLLOUTS = '/apis/one-click.dev/v1alpha1/rollouts';

async function status(credentials: ClusterCredentials, path: string) {
  const client = new ApiClient({
    server: credentials.url,
    ca: await readFile(credentials.caFile, 'utf8'),
    token: await readFile(credentials.tokenFile, 'utf8'),
  });
  try {
    return (await client.send({ method: 'GET', path })).status;
  } finally {
    client.close();
  }
}

describe('useOwnCluster', () => {
  let cluster: Cluster;
  let folder: string;

  beforeAll(async () => {
    cluster = await startCluster({ crds: false, report: () => {} });
    folder = await mkdtemp(join(tmpdir(), 'own-cluster-'));
  });
  afterAll(async () => {
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const use = (answer: boolean) => {
    const asked: string[] = [];
    const used = useOwnCluster({
      kubeconfig: cluster.kubeconfig('admin'),
      context: 'devcluster',
      folder,
      progress: silentProgress,
      confirm: async question => {
        asked.push(question);
        return answer;
      },
    });
    return { asked, used };
  };

  it('installs nothing unless the answer is yes', async () => {
    const { asked, used } = use(false);

    await expect(used).rejects.toThrow('Nothing was installed');
    expect(asked).toEqual(["Install into 'devcluster'?"]);
    await expect(
      cluster.kubectl(['get', 'crd', 'rollouts.one-click.dev']),
    ).rejects.toThrow(/NotFound/);
  });

  it('refuses a context that the kubeconfig does not have', async () => {
    await expect(
      useOwnCluster({
        kubeconfig: cluster.kubeconfig('admin'),
        context: 'elsewhere',
        folder,
        progress: silentProgress,
        confirm: async () => true,
      }),
    ).rejects.toThrow(/No context 'elsewhere'/);
  });

  it('gives backend and operator accounts that may do what their roles say', async () => {
    const { backend, operator, ...used } = await use(true).used;

    expect(used).toMatchObject({ name: 'devcluster', title: 'devcluster' });
    expect(await status(backend, ROLLOUTS)).toBe(200);
    expect(await status(operator, ROLLOUTS)).toBe(200);
    expect(
      await status(backend, '/api/v1/namespaces/kube-system/secrets'),
    ).toBe(403);
    expect(backend.tokenFile).not.toBe(operator.tokenFile);
  });

  it('can be done again without harm', async () => {
    const { operator } = await use(true).used;

    expect(await status(operator, ROLLOUTS)).toBe(200);
  });

  it('keeps tokens from other people of this machine', async () => {
    const { backend } = await use(true).used;

    expect((await stat(backend.tokenFile)).mode & 0o077).toBe(0);
  });
});
