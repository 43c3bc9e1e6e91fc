import type {
  Rollout,
  RolloutSpecInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { buildChildren } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildObject } from '@one-click/backstage-plugin-one-click-workload';

/** Rollouts a namespace, as a project would have at the most. */
const ROLLOUTS_A_NAMESPACE = 30;

/** Children of each rollout of a fleet. */
export const CHILDREN_A_ROLLOUT = 8;

/** Names one rollout of a fleet. */
export interface RolloutRef {
  readonly namespace: string;
  readonly name: string;
}

/** Names the rollouts of a fleet, namespace by namespace. */
export function nameFleet(prefix: string, size: number): RolloutRef[] {
  return Array.from({ length: size }, (_, index) => ({
    namespace: `${prefix}-${Math.floor(index / ROLLOUTS_A_NAMESPACE)}`,
    name: `app-${index}`,
  }));
}

/** The namespaces of a fleet, each once. */
export function namespacesOf(fleet: readonly RolloutRef[]): string[] {
  return [...new Set(fleet.map(({ namespace }) => namespace))];
}

/**
 * A spec of eight children: service account, claim, secrets, pull secret,
 * Deployment, Service, Ingress and autoscaler, with the fields that people fill in.
 */
export function specOf({ namespace, name }: RolloutRef): RolloutSpecInput {
  return {
    image: {
      registry: 'docker.io',
      repository: 'library/nginx',
      tag: '1.27.0',
      username: 'robot',
      password: 'not-a-real-one',
    },
    horizontalScale: {
      minReplicas: 1,
      maxReplicas: 3,
      targetCPUUtilizationPercentage: 80,
    },
    // Well above what simulated pods use, so that the autoscaler stays at one.
    resources: {
      requests: { cpu: '50m', memory: '64Mi' },
      limits: { cpu: '500m', memory: '128Mi' },
    },
    env: [
      { name: 'MODE', value: 'production' },
      { name: 'GREETING', value: `hello from ${name}` },
    ],
    secrets: [{ name: 'TOKEN', value: `token-of-${name}` }],
    volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
    interfaces: [
      {
        name: 'http',
        port: 80,
        ingress: {
          rules: [{ host: `${name}.${namespace}.example.com`, path: '/' }],
        },
      },
    ],
    serviceAccountName: `${name}-sa`,
  };
}

/** The children of a stored rollout; throws unless they are eight. */
export function childrenOf(rollout: Rollout): readonly ChildObject[] {
  const children = buildChildren(rollout);
  if (children.length !== CHILDREN_A_ROLLOUT) {
    const kinds = children.map(({ kind }) => kind).join(', ');
    throw new Error(
      `A rollout of the fleet has ${children.length} children instead of ${CHILDREN_A_ROLLOUT}: ${kinds}; adjust its spec`,
    );
  }
  return children;
}
