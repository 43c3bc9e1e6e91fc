import type { ClusterAccess } from '@one-click/devcluster';
import { buildChildren } from '@one-click/backstage-plugin-one-click-workload';
import { readCr } from './clusterBackend';

/** Makes a rollout's children once, as the operator would. */
export async function playOperator(
  cluster: ClusterAccess,
  ref: { readonly namespace: string; readonly name: string },
): Promise<void> {
  const rollout = await readCr(cluster, ref);
  const items = buildChildren(rollout);
  await cluster.kubectl(
    [
      'apply',
      '--server-side',
      '--field-manager=one-click-operator',
      '--filename=-',
    ],
    { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) },
  );
}
