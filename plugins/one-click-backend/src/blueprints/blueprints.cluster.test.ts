import { makeNamespace, useCluster } from '@one-click/devcluster';
import { ShippedBlueprints } from './ShippedBlueprints';

jest.setTimeout(300_000);

const shared = useCluster();

it.each(ShippedBlueprints.create().list())(
  'the cluster takes a rollout from blueprint $name',
  async ({ name, spec }) => {
    const namespace = await makeNamespace(shared.cluster);

    await expect(
      shared.cluster.kubectl(
        ['apply', '--server-side', '--dry-run=server', '--filename=-'],
        {
          input: JSON.stringify({
            apiVersion: 'one-click.dev/v1alpha1',
            kind: 'Rollout',
            metadata: { name, namespace },
            spec,
          }),
        },
      ),
    ).resolves.toMatchObject({ stderr: '' });
  },
);
