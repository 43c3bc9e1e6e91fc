import type { LiveContainer } from '@one-click/backstage-plugin-one-click-common';
import { toText } from '../live/objects';
import type { Pod, PodSpec } from '../live/objects';

type Container = PodSpec['containers'][number];
type ContainerStatus = NonNullable<
  NonNullable<Pod['status']>['containerStatuses']
>[number];

/** The containers of a pod with their states; a sidecar is an init container that goes on. */
export function toContainers({ spec, status }: Pod): LiveContainer[] {
  const statuses = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ];
  const find = ({ name }: Container) =>
    statuses.find(each => each.name === name);
  return [
    ...(spec?.initContainers ?? []).map(each =>
      toContainer(each, find(each), typeOfInit(each)),
    ),
    ...(spec?.containers ?? []).map((each, index) =>
      toContainer(each, find(each), index === 0 ? 'main' : 'sidecar'),
    ),
  ];
}

function typeOfInit({ restartPolicy }: Container): LiveContainer['type'] {
  return restartPolicy === 'Always' ? 'sidecar' : 'init';
}

function toContainer(
  { name, image = '' }: Container,
  status: ContainerStatus | undefined,
  type: LiveContainer['type'],
): LiveContainer {
  const lastEnd = toEnd(status?.lastState?.terminated);
  return {
    name,
    type,
    image,
    ...toState(status),
    ready: status?.ready ?? false,
    restarts: status?.restartCount ?? 0,
    ...(lastEnd && { lastEnd }),
  };
}

function toState(
  status: ContainerStatus | undefined,
): Pick<LiveContainer, 'state' | 'reason'> {
  const { running, terminated, waiting } = status?.state ?? {};
  if (terminated) {
    const { reason } = terminated;
    return { state: 'ended', ...(reason && { reason }) };
  }
  if (running) {
    return { state: 'running' };
  }
  return {
    state: 'waiting',
    ...(waiting?.reason && { reason: waiting.reason }),
  };
}

function toEnd(
  terminated: NonNullable<ContainerStatus['lastState']>['terminated'],
): LiveContainer['lastEnd'] {
  if (!terminated) {
    return undefined;
  }
  const at = toText(terminated.finishedAt);
  return {
    code: terminated.exitCode,
    ...(terminated.reason && { reason: terminated.reason }),
    ...(at && { at }),
  };
}
