import type { V1Pod } from '@kubernetes/client-node';
import { isServing } from './instances';
import type { Observed } from './Observed';

/** An object whose events may tell why it does not come up. */
export interface StuckObject {
  readonly kind: 'Pod' | 'PersistentVolumeClaim';
  readonly name: string;
  readonly uid: string;
}

/** Until it has containers, the pod's conditions say all there is. */
function isStuck(pod: V1Pod): boolean {
  const statuses = pod.status?.containerStatuses ?? [];
  return (
    pod.metadata?.deletionTimestamp === undefined &&
    !isServing(pod) &&
    statuses.length > 0
  );
}

/** The objects whose events `summarize` would like to see; none while all is well. */
export function findStuckObjects({
  pods,
  claims,
}: Pick<Observed, 'pods' | 'claims'>): StuckObject[] {
  const waiting = pods
    .filter(isStuck)
    .map(({ metadata }) => ['Pod', metadata] as const);
  const pending = claims
    .filter(({ status }) => status?.phase === 'Pending')
    .map(({ metadata }) => ['PersistentVolumeClaim', metadata] as const);
  return [...waiting, ...pending].flatMap(([kind, metadata]) =>
    metadata?.name !== undefined && metadata.uid !== undefined
      ? [{ kind, name: metadata.name, uid: metadata.uid }]
      : [],
  );
}
