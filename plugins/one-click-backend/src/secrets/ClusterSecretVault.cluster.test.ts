import { randomUUID } from 'node:crypto';
import {
  createKubeClient,
  loadKubeConnection,
  resources,
  systemClock,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { useCluster } from '@one-click/devcluster';
import { uniqueName } from '../../test/clusterBackend';
import { aProject } from '../../test/records';
import { ClusterClients } from '../clusters/ClusterClients';
import { ClusterKubeGateway } from '../kube/ClusterKubeGateway';
import { ClusterSecretVault } from './ClusterSecretVault';
import type { NewSecret } from './SecretVault';

jest.setTimeout(300_000);

const shared = useCluster();

describe('secret values in a real cluster', () => {
  let client: KubeClient;
  let vault: ClusterSecretVault;

  beforeAll(async () => {
    const connection = await loadKubeConnection({
      type: 'url',
      url: shared.cluster.server,
      token: shared.cluster.token('one-click-backend'),
      caData: shared.cluster.caData,
    });
    client = createKubeClient({ connection });
    const clients = new ClusterClients<KubeClient>({
      isReachable: () => true,
    });
    clients.set('main', client);
    const gateway = ClusterKubeGateway.create({
      client,
      now: () => systemClock.now(),
    });
    vault = new ClusterSecretVault({
      clients,
      gateway: () => gateway,
      clock: systemClock,
    });
  });
  afterAll(() => client?.close());

  /** A Secret of a project whose namespace does not exist yet. */
  function aSecret(values: Record<string, string> = { TOKEN: 'x=y\n✓' }) {
    const project = aProject({ id: randomUUID(), name: uniqueName('vault') });
    const secret: NewSecret = {
      project,
      name: 'web-secrets-0123456789abcdef',
      rollout: 'web',
      kind: 'values',
      values: new Map(Object.entries(values)),
    };
    return secret;
  }

  it('makes the namespace first, and a Secret that nobody can change', async () => {
    const secret = aSecret();
    const { namespace } = secret.project;

    await vault.write(secret);

    const ref = { namespace, name: secret.name };
    await expect(client.get(resources.secrets, ref)).resolves.toMatchObject({
      immutable: true,
      metadata: {
        labels: {
          'one-click.dev/projectId': namespace,
          'one-click.dev/deploymentId': 'web',
        },
      },
    });
    await expect(vault.read(secret)).resolves.toEqual(secret.values);
    await expect(vault.has(secret)).resolves.toBe(true);
    await expect(vault.has({ ...secret, name: 'other' })).resolves.toBe(false);
    await expect(
      client.patch(resources.secrets, ref, {
        patch: { type: 'merge', body: { data: { TOKEN: 'eA==' } } },
      }),
    ).rejects.toThrow(/immutable/);
  });

  it('deletes none that a save used since it was listed', async () => {
    const secret = aSecret();
    await vault.write(secret);
    const [listed] = await vault.list(secret.project);
    await vault.write(secret);

    await vault.remove(secret.project, listed!);
    await expect(vault.has(secret)).resolves.toBe(true);

    const [again] = await vault.list(secret.project);
    expect(again).toMatchObject({ name: secret.name, rollout: 'web' });
    await vault.remove(secret.project, again!);
    await vault.remove(secret.project, again!);
    await expect(vault.has(secret)).resolves.toBe(false);
  });

  it('does not take other values of the same name for its own', async () => {
    const secret = aSecret();
    await vault.write(secret);

    await expect(
      vault.write({ ...secret, values: new Map([['TOKEN', 'forged']]) }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.not.stringContaining('forged'),
    });
  });

  it('says what the cluster will not keep, without the value', async () => {
    const secret = aSecret({ TOKEN: 'marker'.repeat(200_000) });

    await expect(vault.write(secret)).rejects.toMatchObject({
      statusCode: 422,
      fields: [{ path: 'secrets' }],
      message: expect.not.stringContaining('marker'),
    });
  });
});
