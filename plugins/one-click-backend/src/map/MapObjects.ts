import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Autoscaler,
  Claim,
  CronJob,
  Deployment,
  Described,
  Ingress,
  Job,
  Named,
  Pod,
  ReplicaSet,
  Service,
} from '../live/objects';

/** All objects of a namespace that a map may show. */
export interface MapObjects {
  readonly rollouts: readonly Rollout[];
  readonly deployments: readonly Deployment[];
  readonly replicaSets: readonly ReplicaSet[];
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly ingresses: readonly Ingress[];
  readonly autoscalers: readonly Autoscaler[];
  readonly claims: readonly Claim[];
  readonly secrets: readonly Named[];
  readonly configMaps: readonly Named[];
  readonly cronJobs: readonly CronJob[];
  readonly jobs: readonly Job[];
}

/** Nothing at all. */
export const NO_OBJECTS: MapObjects = {
  rollouts: [],
  deployments: [],
  replicaSets: [],
  pods: [],
  services: [],
  ingresses: [],
  autoscalers: [],
  claims: [],
  secrets: [],
  configMaps: [],
  cronJobs: [],
  jobs: [],
};

/** The same lists with fewer objects in them. */
export function filterObjects(
  objects: MapObjects,
  isWanted: (object: Described) => boolean,
): MapObjects {
  return {
    rollouts: objects.rollouts.filter(isWanted),
    deployments: objects.deployments.filter(isWanted),
    replicaSets: objects.replicaSets.filter(isWanted),
    pods: objects.pods.filter(isWanted),
    services: objects.services.filter(isWanted),
    ingresses: objects.ingresses.filter(isWanted),
    autoscalers: objects.autoscalers.filter(isWanted),
    claims: objects.claims.filter(isWanted),
    secrets: objects.secrets.filter(isWanted),
    configMaps: objects.configMaps.filter(isWanted),
    cronJobs: objects.cronJobs.filter(isWanted),
    jobs: objects.jobs.filter(isWanted),
  };
}

/** All objects in one list. */
export function listObjects(objects: MapObjects): readonly Described[] {
  const lists: readonly (readonly Described[])[] = Object.values(objects);
  return lists.flat();
}
