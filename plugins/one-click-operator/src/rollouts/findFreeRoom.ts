import type { V1Node, V1Pod } from '@kubernetes/client-node';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  subtractQuantities,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Quantity } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { FreeRoom } from '@one-click/backstage-plugin-one-click-workload';

type ResourceName = 'cpu' | 'memory';

function requestOf({ spec }: V1Pod, name: ResourceName): Quantity {
  const amounts = (spec?.containers ?? []).flatMap(
    each => each.resources?.requests?.[name] ?? [],
  );
  return addQuantities(0, ...amounts);
}

function freeOn(
  { metadata, status }: V1Node,
  pods: readonly V1Pod[],
  name: ResourceName,
): Quantity {
  const used = pods
    .filter(({ spec }) => spec?.nodeName === metadata?.name)
    .map(pod => requestOf(pod, name));
  const total = status?.allocatable?.[name] ?? '0';
  return subtractQuantities(total, addQuantities(0, ...used));
}

function largest(amounts: readonly Quantity[]): string {
  const [first = addQuantities(0), ...rest] = amounts;
  const most = rest.reduce(
    (best, each) => (compareQuantities(each, best) > 0 ? each : best),
    first,
  );
  return most.nanos > 0n ? formatQuantity(most) : '0';
}

const MAX_TAINTS = 3;

/** Taints that keep instances away, each once. */
function taintsOf(nodes: readonly V1Node[]): string {
  const texts = nodes
    .flatMap(({ spec }) => spec?.taints ?? [])
    .filter(({ effect }) => effect !== 'PreferNoSchedule')
    .map(({ key, value }) => (value ? `${key}=${value}` : key));
  return [...new Set(texts)].sort().slice(0, MAX_TAINTS).join(', ');
}

/** The most any node that takes instances has free, and what reserves nodes. Lists nodes and all running pods: for a rare need. */
export async function findFreeRoom(client: KubeClient): Promise<FreeRoom> {
  const [nodes, pods] = await Promise.all([
    client.list(resources.nodes),
    client.list(resources.pods, {
      fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
      resourceVersion: '0',
    }),
  ]);
  const open = nodes.items.filter(({ spec }) => spec?.unschedulable !== true);
  const most = (name: ResourceName) =>
    largest(open.map(node => freeOn(node, pods.items, name)));
  const taints = taintsOf(nodes.items);
  return { cpu: most('cpu'), memory: most('memory'), taints };
}
