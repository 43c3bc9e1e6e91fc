import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { Resource } from '@one-click/backstage-plugin-one-click-kube';
import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';

/** Where children of each kind live in the API. */
export const CHILD_RESOURCES: Readonly<Record<ChildKind, Resource>> = {
  ServiceAccount: resources.serviceAccounts,
  PersistentVolumeClaim: resources.persistentVolumeClaims,
  Secret: resources.secrets,
  ConfigMap: resources.configMaps,
  Deployment: resources.deployments,
  Service: resources.services,
  Ingress: resources.ingresses,
  HorizontalPodAutoscaler: resources.horizontalPodAutoscalers,
  PodDisruptionBudget: resources.podDisruptionBudgets,
  CronJob: resources.cronJobs,
};
