import type {
  V2HorizontalPodAutoscalerBehavior,
  V2MetricSpec,
} from '@kubernetes/client-node';
import {
  autoscalerName,
  deploymentName,
  isAutoscaled,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  HorizontalScale,
  Rollout,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ChildObject } from './Child';
import { ownedMetadata } from './childMetadata';

const DEFAULT_CPU_TARGET = 80;

// As the original has it: up by doubling at once, down after five calm minutes.
const BEHAVIOR: V2HorizontalPodAutoscalerBehavior = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 100, periodSeconds: 60 }],
  },
};

function utilization(name: string, averageUtilization: number): V2MetricSpec {
  const target = { type: 'Utilization', averageUtilization };
  return { type: 'Resource', resource: { name, target } };
}

function toMetrics(scale: HorizontalScale): V2MetricSpec[] {
  const {
    targetCPUUtilizationPercentage: cpu,
    targetMemoryUtilizationPercentage: memory,
  } = scale;
  const cpuTarget =
    cpu ?? (memory === undefined ? DEFAULT_CPU_TARGET : undefined);
  return [
    ...(cpuTarget === undefined ? [] : [utilization('cpu', cpuTarget)]),
    ...(memory === undefined ? [] : [utilization('memory', memory)]),
  ];
}

/**
 * Builds the autoscaler a rollout asks for, or `undefined` for a fixed size.
 * A paused rollout keeps it: at 0 instances it rests by itself.
 */
export function buildAutoscaler(
  rollout: Rollout,
): ChildObject<'HorizontalPodAutoscaler'> | undefined {
  const { metadata, spec } = rollout;
  if (!spec.horizontalScale || !isAutoscaled(spec)) {
    return undefined;
  }
  const { minReplicas, maxReplicas } = spec.horizontalScale;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: ownedMetadata(rollout, autoscalerName(metadata.name)),
    spec: {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: deploymentName(metadata.name),
      },
      minReplicas,
      maxReplicas,
      metrics: toMetrics(spec.horizontalScale),
      behavior: BEHAVIOR,
    },
  };
}
