import type { V1DeploymentStrategy } from '@kubernetes/client-node';
import {
  REVISION_ANNOTATION,
  deploymentName,
  instanceBounds,
  isAutoscaled,
  isRecreated,
  selectorLabels,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Rollout,
  RolloutSpec,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';
import { buildPodTemplate } from '../pod/podTemplate';
import type { ChildObject } from './Child';
import { ownedMetadata } from './childMetadata';

/** How many instances the spec itself asks for; `undefined` where an autoscaler decides. */
export function fixedReplicas(rollout: Rollout): number | undefined {
  const { spec } = rollout;
  if (spec.suspend === true) {
    return 0;
  }
  return isAutoscaled(spec) ? undefined : instanceBounds(spec).min;
}

function toStrategy(spec: RolloutSpec): V1DeploymentStrategy {
  if (isRecreated(spec)) {
    return { type: 'Recreate' };
  }
  return compact<V1DeploymentStrategy>({
    type: 'RollingUpdate',
    rollingUpdate: spec.rollingUpdate,
  });
}

/**
 * Builds the Deployment. The revision's number stands in its metadata only:
 * ReplicaSets inherit it from there, and in the pod template it would restart
 * instances that did not change.
 */
export function buildDeployment(rollout: Rollout): ChildObject<'Deployment'> {
  const { metadata, spec } = rollout;
  const revision = metadata.annotations?.[REVISION_ANNOTATION];
  const replicas = fixedReplicas(rollout);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      ...ownedMetadata(rollout, deploymentName(metadata.name)),
      ...(revision !== undefined && {
        annotations: { [REVISION_ANNOTATION]: revision },
      }),
    },
    spec: {
      ...(replicas !== undefined && { replicas }),
      selector: { matchLabels: { ...selectorLabels(metadata) } },
      strategy: toStrategy(spec),
      template: buildPodTemplate(rollout),
    },
  };
}
