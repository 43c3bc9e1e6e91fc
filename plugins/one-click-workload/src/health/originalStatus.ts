import type {
  V1Ingress,
  V1PersistentVolumeClaim,
  V1Pod,
  V1Service,
} from '@kubernetes/client-node';
import { claimName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  DeploymentStatus,
  IngressStatus,
  OperatorState,
  Rollout,
  ServiceStatus,
  VolumeStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { sumResources } from './resourceSums';

const WORDS: Readonly<Record<OperatorState, string>> = {
  Healthy: 'OK',
  Paused: 'OK',
  Starting: 'Pending',
  RollingOut: 'Pending',
  Degraded: 'NotReady',
  Down: 'Error',
  Blocked: 'Error',
  UpdateFailed: 'Error',
};

interface Named {
  readonly name: string;
}

/** The original lists them as they come; sorted, the status changes only with them. */
function sorted<T extends Named>(items: readonly T[]): T[] {
  return [...items].sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The Deployment in the shape of the original. */
export function toDeploymentStatus(
  state: OperatorState,
  pods: readonly V1Pod[],
): DeploymentStatus {
  const podNames = pods.flatMap(({ metadata }) => metadata?.name ?? []).sort();
  return {
    status: WORDS[state],
    replicas: pods.length,
    podNames,
    resources: {
      requestSum: sumResources(pods, 'requests'),
      limitSum: sumResources(pods, 'limits'),
    },
  };
}

/** The Services in the shape of the original. */
export function toServiceStatuses(
  services: readonly V1Service[],
): ServiceStatus[] {
  return sorted(
    services.map(({ metadata, spec }) => ({
      name: metadata?.name ?? '',
      ports: (spec?.ports ?? []).map(({ port }) => port),
      status: 'OK',
    })),
  );
}

/** The Ingresses in the shape of the original. */
export function toIngressStatuses(
  ingresses: readonly V1Ingress[],
): IngressStatus[] {
  return sorted(
    ingresses.map(({ metadata, spec, status }) => ({
      name: metadata?.name ?? '',
      hosts: (spec?.rules ?? []).flatMap(({ host }) => host ?? []),
      status:
        (status?.loadBalancer?.ingress ?? []).length > 0 ? 'OK' : 'Pending',
    })),
  );
}

/** The claims of the rollout's volumes in the shape of the original. */
export function toVolumeStatuses(
  rollout: Rollout,
  claims: readonly V1PersistentVolumeClaim[],
): VolumeStatus[] {
  const owner = rollout.metadata.name;
  const wanted = new Set(
    (rollout.spec.volumes ?? []).map(({ name }) => claimName(owner, name)),
  );
  return sorted(
    claims
      .map(({ metadata, status }) => ({
        name: metadata?.name ?? '',
        status: status?.phase ?? 'Pending',
      }))
      .filter(({ name }) => wanted.has(name)),
  );
}
