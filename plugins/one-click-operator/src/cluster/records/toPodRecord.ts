import type {
  V1Container,
  V1ContainerState,
  V1ContainerStatus,
  V1Pod,
  V1PodCondition,
  V1PodSpec,
  V1PodStatus,
} from '@kubernetes/client-node';
import { ROLLOUT_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toRecordMetadata } from './recordMetadata';
import { share } from './share';

const KEEP = { labels: [ROLLOUT_LABEL] };

/** What anybody asks of the containers of an instance that serves. */
function viewServing({ name, image, resources }: V1Container): V1Container {
  return {
    name: share(name),
    ...(image && { image: share(image) }),
    ...(resources && { resources }),
  };
}

/** What may tell why a container does not serve. */
function viewContainer(container: V1Container): V1Container {
  const { command, args, env } = container;
  const { livenessProbe, readinessProbe, startupProbe } = container;
  const references = env?.filter(({ valueFrom }) => valueFrom?.configMapKeyRef);
  return {
    ...viewServing(container),
    ...(command && { command }),
    ...(args && { args }),
    ...(references && references.length > 0 && { env: references }),
    ...(livenessProbe && { livenessProbe }),
    ...(readinessProbe && { readinessProbe }),
    ...(startupProbe && { startupProbe }),
  };
}

function viewSpec(spec: V1PodSpec, isServing: boolean): V1PodSpec {
  const { nodeName, containers } = spec;
  const node = nodeName && { nodeName: share(nodeName) };
  if (isServing) {
    return { ...node, containers: containers.map(viewServing) };
  }
  const { initContainers, nodeSelector, topologySpreadConstraints } = spec;
  const { nodeAffinity } = spec.affinity ?? {};
  const claims = spec.volumes?.flatMap(({ name, persistentVolumeClaim }) =>
    persistentVolumeClaim ? [{ name, persistentVolumeClaim }] : [],
  );
  return {
    ...node,
    containers: containers.map(viewContainer),
    ...(initContainers && {
      initContainers: initContainers.map(viewContainer),
    }),
    ...(nodeSelector && { nodeSelector }),
    ...(nodeAffinity && { affinity: { nodeAffinity } }),
    ...(topologySpreadConstraints && { topologySpreadConstraints }),
    ...(claims && claims.length > 0 && { volumes: claims }),
  };
}

function withoutId(
  state: V1ContainerState | undefined,
): V1ContainerState | undefined {
  if (!state?.terminated) {
    return state;
  }
  const { containerID: _, ...terminated } = state.terminated;
  return { ...state, terminated };
}

function viewStatuses(
  statuses: readonly V1ContainerStatus[],
): V1ContainerStatus[] {
  return statuses.map(status => {
    const { name, image, ready, started, restartCount } = status;
    const state = withoutId(status.state);
    const lastState = withoutId(status.lastState);
    return {
      name: share(name),
      image: share(image),
      imageID: '',
      ready,
      restartCount,
      ...(started !== undefined && { started }),
      ...(state && { state }),
      ...(lastState && Object.keys(lastState).length > 0 && { lastState }),
    };
  });
}

function viewConditions(
  conditions: readonly V1PodCondition[],
  isServing: boolean,
): V1PodCondition[] {
  const telling = isServing
    ? conditions.filter(({ type }) => type === 'Ready')
    : conditions;
  return telling.map(
    ({ type, status, reason, message, lastTransitionTime }) => ({
      type: share(type),
      status: share(status),
      ...(reason && { reason: share(reason) }),
      ...(message && { message }),
      ...(lastTransitionTime && { lastTransitionTime }),
    }),
  );
}

function viewStatus({ status }: V1Pod, isServing: boolean): V1PodStatus {
  const { phase, reason, message, startTime, conditions } = status ?? {};
  const { containerStatuses, initContainerStatuses } = status ?? {};
  return {
    ...(phase && { phase: share(phase) }),
    ...(reason && { reason }),
    ...(message && { message }),
    ...(startTime && { startTime }),
    ...(conditions && { conditions: viewConditions(conditions, isServing) }),
    ...(containerStatuses && {
      containerStatuses: viewStatuses(containerStatuses),
    }),
    ...(initContainerStatuses && {
      initContainerStatuses: viewStatuses(initContainerStatuses),
    }),
  };
}

function serves({ metadata, status }: V1Pod): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' && metadata?.deletionTimestamp === undefined;
}

/** Cuts a pod down to what the status reads; of one that serves, that is little. */
export function toPodRecord(pod: V1Pod): V1Pod {
  const { metadata, spec } = pod;
  const isServing = serves(pod);
  return {
    metadata: toRecordMetadata(metadata, KEEP),
    ...(spec && { spec: viewSpec(spec, isServing) }),
    status: viewStatus(pod, isServing),
  };
}
