import type {
  V1CronJob,
  V1Deployment,
  V1Ingress,
  V1PersistentVolumeClaim,
  V1Service,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node';
import type {
  ChildKind,
  ChildTypes,
} from '@one-click/backstage-plugin-one-click-workload';
import { toTemplateMark } from './templateMark';

/** What is kept of a live object beside its metadata. */
export type ChildView<T> = Partial<Omit<T, 'metadata'>>;

type Views = {
  readonly [K in ChildKind]: (live: ChildTypes[K]) => ChildView<ChildTypes[K]>;
};

const NOTHING = {};
const ANY = {};

function viewDeployment({ spec, status }: V1Deployment) {
  const { replicas, progressDeadlineSeconds, strategy } = spec ?? {};
  const { conditions } = status ?? {};
  return {
    spec: {
      ...(replicas !== undefined && { replicas }),
      ...(progressDeadlineSeconds !== undefined && { progressDeadlineSeconds }),
      ...(strategy && { strategy }),
      selector: ANY,
      template: toTemplateMark(spec?.template),
    },
    ...(conditions && {
      status: {
        conditions: conditions.map(({ type, status: is, reason, message }) => ({
          type,
          status: is,
          ...(reason && { reason }),
          ...(message && { message }),
        })),
      },
    }),
  };
}

function viewClaim({ spec, status }: V1PersistentVolumeClaim) {
  const { storageClassName, resources } = spec ?? {};
  const { phase, capacity } = status ?? {};
  const storage = resources?.requests?.storage;
  return {
    spec: {
      ...(storageClassName !== undefined && { storageClassName }),
      ...(storage !== undefined && { resources: { requests: { storage } } }),
    },
    status: {
      ...(phase && { phase }),
      ...(capacity?.storage && { capacity: { storage: capacity.storage } }),
    },
  };
}

function viewService({ spec }: V1Service) {
  const { clusterIP, ports = [] } = spec ?? {};
  return {
    spec: {
      // Which address it is does not matter; that it has none, does.
      ...(clusterIP === 'None' && { clusterIP }),
      ports: ports.map(({ port }) => ({ port })),
    },
  };
}

function viewIngress({ spec, status }: V1Ingress) {
  const { ingressClassName, rules, tls } = spec ?? {};
  const { ingress } = status?.loadBalancer ?? {};
  return {
    spec: {
      ...(ingressClassName && { ingressClassName }),
      ...(rules && {
        rules: rules.map(({ host }) => (host ? { host } : {})),
      }),
      ...(tls && { tls }),
    },
    ...(ingress && { status: { loadBalancer: { ingress } } }),
  };
}

function viewAutoscaler({ spec, status }: V2HorizontalPodAutoscaler) {
  const { metrics = [], maxReplicas = 0, minReplicas } = spec ?? {};
  const { conditions, currentReplicas, desiredReplicas = 0 } = status ?? {};
  return {
    spec: {
      maxReplicas,
      ...(minReplicas !== undefined && { minReplicas }),
      scaleTargetRef: { kind: '', name: '' },
      metrics: metrics.map(({ type, resource }) => ({
        type,
        ...(resource && {
          resource: { name: resource.name, target: { type: '' } },
        }),
      })),
    },
    ...(status && {
      status: {
        desiredReplicas,
        ...(currentReplicas !== undefined && { currentReplicas }),
        ...(conditions && {
          conditions: conditions.map(
            // What they say in words goes with every measurement.
            ({ type, status: is, reason, lastTransitionTime }) => ({
              type,
              status: is,
              ...(reason && { reason }),
              ...(lastTransitionTime && { lastTransitionTime }),
            }),
          ),
        }),
      },
    }),
  };
}

function viewCronJob({ spec, status }: V1CronJob) {
  const { schedule = '', suspend } = spec ?? {};
  const { lastScheduleTime, lastSuccessfulTime, active } = status ?? {};
  return {
    spec: {
      schedule,
      ...(suspend !== undefined && { suspend }),
      jobTemplate: ANY,
    },
    status: {
      ...(lastScheduleTime && { lastScheduleTime }),
      ...(lastSuccessfulTime && { lastSuccessfulTime }),
      ...(active && { active: active.map(({ name = '' }) => ({ name })) }),
    },
  };
}

const bare = () => NOTHING;

/** What is kept of each kind: what `summarize`, a hand-over or the growth of a claim reads. */
export const CHILD_VIEWS: Views = {
  ServiceAccount: bare,
  PersistentVolumeClaim: viewClaim,
  Secret: bare,
  ConfigMap: bare,
  Deployment: viewDeployment,
  Service: viewService,
  Ingress: viewIngress,
  HorizontalPodAutoscaler: viewAutoscaler,
  PodDisruptionBudget: bare,
  CronJob: viewCronJob,
};
