import type {
  LiveContainer,
  LogQuery,
} from '@one-click/backstage-plugin-one-click-common';
import { JOB_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { nameOf, uidOf } from '../live/objects';
import type { Pod } from '../live/objects';
import { isLabelled } from '../map/findMembers';
import type { RolloutPlace } from '../map/MapHub';
import { toContainers } from '../map/toContainers';
import type { ReadMode, WantedContainer } from './ContainerRef';

/** The containers whose logs a query asks for, by pod and order of start. */
export function findContainers(
  pods: Iterable<Pod>,
  place: RolloutPlace,
  query: LogQuery,
): WantedContainer[] {
  return [...pods]
    .filter(
      pod =>
        isLabelled(pod, place.rollout) &&
        (query.pod === undefined || query.pod === nameOf(pod)),
    )
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .flatMap(pod =>
      toContainers(pod)
        .filter(({ name }) => (query.container ?? name) === name)
        .map(container => toWanted(pod, container, { place, query })),
    );
}

interface Asked {
  readonly place: RolloutPlace;
  readonly query: LogQuery;
}

function toWanted(
  pod: Pod,
  container: LiveContainer,
  { place, query }: Asked,
): WantedContainer {
  const { cluster, namespace } = place;
  const { name, type, restarts, lastEnd } = container;
  const job = pod.metadata?.labels?.[JOB_LABEL];
  const ref = { pod: nameOf(pod), container: name };
  return {
    ref: { cluster, namespace, uid: uidOf(pod), ...ref },
    mode: query.previous ? modeOfPrevious(container) : modeOf(pod, container),
    source: {
      ...ref,
      type,
      restarts,
      ...(job && { job }),
      ...(lastEnd && { lastEnd }),
    },
  };
}

function modeOfPrevious({ restarts }: LiveContainer): ReadMode {
  return restarts > 0 ? 'once' : 'none';
}

/** A container that waits to be started again still shows what its last run said. */
function modeOf(pod: Pod, { state, restarts, type }: LiveContainer): ReadMode {
  const { phase } = pod.status ?? {};
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  if (state === 'ended') {
    return isOver || type === 'init' ? 'once' : 'follow';
  }
  if (state === 'running') {
    return 'follow';
  }
  return restarts > 0 ? 'follow' : 'none';
}
