import type { V1PodDisruptionBudgetSpec } from '@kubernetes/client-node';
import {
  disruptionBudgetName,
  selectorLabels,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';
import type { ChildObject } from './Child';
import { ownedMetadata } from './childMetadata';

/** Builds the disruption budget a rollout asks for, or `undefined` if it asks for none. */
export function buildDisruptionBudget(
  rollout: Rollout,
): ChildObject<'PodDisruptionBudget'> | undefined {
  const { metadata, spec } = rollout;
  if (!spec.podDisruptionBudget) {
    return undefined;
  }
  const { minAvailable, maxUnavailable } = spec.podDisruptionBudget;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: ownedMetadata(rollout, disruptionBudgetName(metadata.name)),
    spec: compact<V1PodDisruptionBudgetSpec>({
      minAvailable,
      maxUnavailable,
      selector: { matchLabels: { ...selectorLabels(metadata) } },
      // Instances that do not work protect nobody, and would keep a node from being emptied.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    }),
  };
}
