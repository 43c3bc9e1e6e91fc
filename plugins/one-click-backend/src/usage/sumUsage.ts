import type {
  Resource,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type { PodUsage } from '@one-click/backstage-plugin-one-click-common';
import { quantityToNumber } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { isLabelled } from '../map/findMembers';
import { nameOf } from '../live/objects';

type ObjectOf<R> = R extends Resource<infer T> ? T : never;

/** What the cluster says that a pod uses. */
export type PodMetrics = ObjectOf<typeof resources.podMetrics>;

/** What each pod of a rollout uses, its jobs' runs included. */
export function findUsage(
  metrics: readonly PodMetrics[],
  rollout: string,
): PodUsage[] {
  return metrics
    .filter(each => isLabelled(each, rollout))
    .map(each => ({
      pod: nameOf(each),
      cpu: sum(each.containers.map(({ usage }) => usage.cpu)),
      memory: sum(each.containers.map(({ usage }) => usage.memory)),
    }));
}

function sum(quantities: readonly string[]): number {
  return quantities.map(quantityToNumber).reduce((all, each) => all + each, 0);
}
