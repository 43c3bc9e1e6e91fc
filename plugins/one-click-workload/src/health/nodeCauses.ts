import type { V1Pod } from '@kubernetes/client-node';
import { toMillis } from './moments';
import { aProblem, within } from './Problem';
import type { Problem } from './Problem';

/** So long after it was moved away, an instance's fate explains nothing any more; milliseconds. */
export const EVICTION_WINDOW_MS = 10 * 60_000;

/**
 * Whether a pod's node is lost. Only the control plane takes Ready away without
 * a reason, and leaves the containers ready, since nobody there can say more.
 */
export function isNodeLost({ status, metadata }: V1Pod): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const containers = status?.containerStatuses ?? [];
  return (
    metadata?.deletionTimestamp === undefined &&
    ready?.status === 'False' &&
    (ready.reason ?? '') === '' &&
    status?.phase === 'Running' &&
    containers.length > 0 &&
    containers.every(container => container.ready)
  );
}

/** That a pod's node is lost. */
export function lostNodeProblem({ spec }: V1Pod): Problem {
  const node = spec?.nodeName ?? 'unknown';
  return within(
    [{ kind: 'Node', name: node }],
    aProblem('NodeLost', { node, count: 1 }),
  );
}

/** Whether kubelet has put a pod out. */
export function isEvicted({ status }: V1Pod): boolean {
  return status?.phase === 'Failed' && status.reason === 'Evicted';
}

/** When kubelet put a pod out; epoch milliseconds. */
function evictedAt({ status }: V1Pod): number {
  const moments = (status?.conditions ?? []).flatMap(
    ({ lastTransitionTime }) => toMillis(lastTransitionTime) ?? [],
  );
  return Math.max(0, ...moments, toMillis(status?.startTime) ?? 0);
}

/** When instances that were moved away cease to explain anything; epoch milliseconds. */
export function endsOfEvictions(evicted: readonly V1Pod[]): number[] {
  return evicted.map(pod => evictedAt(pod) + EVICTION_WINDOW_MS);
}

const NODE_SHORT = /low on resource: ([^\s.]+)/;
const VOLUME_OVER =
  /Usage of EmptyDir volume "([^"]+)" exceeds the limit "([^"]+)"/;
const SCRATCH_OVER =
  /(?:total limit of containers|ephemeral storage limit) "?([0-9.]*[0-9][A-Za-z]*)/;

/** What kubelet says of an instance that it put out. */
function evictionProblem({ spec, status }: V1Pod): Problem {
  const { message = '' } = status ?? {};
  const [, volume, limit = ''] = VOLUME_OVER.exec(message) ?? [];
  const traits = { firm: false };
  if (volume !== undefined) {
    const used = `more than ${limit}`;
    return aProblem('VolumeFull', { volume, used, size: limit }, traits);
  }
  const scratch = SCRATCH_OVER.exec(message)?.[1];
  if (scratch !== undefined) {
    const used = `more than ${scratch}`;
    const params = { volume: 'for temporary files', used, size: scratch };
    return aProblem('VolumeFull', params, traits);
  }
  const resource = NODE_SHORT.exec(message)?.[1] ?? 'resources';
  const node = spec?.nodeName ?? 'unknown';
  return aProblem('Evicted', { count: 1, node, resource }, traits);
}

/**
 * Why instances were moved away of late. What comes in their place has troubles
 * of its own, if any: this explains a state, and brings none about.
 */
export function findEvictionProblems(
  evicted: readonly V1Pod[],
  now: number,
): Problem[] {
  return evicted
    .filter(pod => now < evictedAt(pod) + EVICTION_WINDOW_MS)
    .map(pod => {
      const link = { kind: 'Pod', name: pod.metadata?.name ?? '' };
      return within([link], evictionProblem(pod));
    });
}
