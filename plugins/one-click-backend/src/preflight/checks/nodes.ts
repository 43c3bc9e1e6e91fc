import type { ClusterNodes } from '@one-click/backstage-plugin-one-click-common';
import { compareQuantities } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { Unanswerable } from '../Check';
import type { Check, NewFinding } from '../Check';
import { podNeeds } from './podNeeds';
import { findTemplate } from './template';

/** Whether a node is big enough for one instance, were it empty. */
export function createNodesCheck(
  nodesOf: (cluster: string) => ClusterNodes | undefined,
): Check {
  return {
    id: 'nodes',
    async run(trial) {
      const { cluster } = trial.draft.access.project;
      const nodes = nodesOf(cluster);
      if (!nodes) {
        throw new Unanswerable(
          `The portal does not know the nodes of cluster '${cluster}'`,
        );
      }
      const needs = podNeeds(await findTemplate(trial));
      const { largest, ready } = nodes;
      const findings = (['cpu', 'memory'] as const).flatMap(resource =>
        judge(resource, {
          need: needs.get(`requests.${resource}`) ?? '0',
          largest: ready === 0 ? '0' : largest[resource],
        }),
      );
      return { findings };
    },
  };
}

/** A warning only: some clusters add nodes when one is asked for. */
function judge(
  resource: string,
  { need, largest }: { readonly need: string; readonly largest: string },
): NewFinding[] {
  return compareQuantities(need, largest) > 0
    ? [
        {
          code: `too-small-${resource}`,
          field: `spec.resources.requests.${resource}`,
          severity: 'warning',
          message: `No node is big enough for ${need} ${resource} (the largest offers ${largest})`,
          remedy: 'Lower the request, or ask the platform team',
        },
      ]
    : [];
}
