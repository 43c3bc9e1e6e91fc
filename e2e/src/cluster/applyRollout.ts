import type { ClusterAccess } from '@one-click/devcluster';
import type { RolloutInCluster } from './pods';

/** Applies a small Rollout the way a person with kubectl does. */
export async function applyRollout(
  cluster: ClusterAccess,
  { namespace, name }: RolloutInCluster,
): Promise<void> {
  const rollout = {
    apiVersion: 'one-click.dev/v1alpha1',
    kind: 'Rollout',
    metadata: { namespace, name },
    spec: {
      image: {
        registry: 'docker.io',
        repository: 'library/nginx',
        tag: '1.27',
      },
    },
  };
  await cluster.kubectl(['apply', '--filename=-'], {
    input: JSON.stringify(rollout),
  });
}
