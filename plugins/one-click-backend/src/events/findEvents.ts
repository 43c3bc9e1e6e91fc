import type {
  ClusterEvent,
  MapNode,
} from '@one-click/backstage-plugin-one-click-common';
import type { KubeEvent } from '../live/objects';
import { toClusterEvent } from './toClusterEvent';

/** A rollout that fails for long has more; the newest tell why. */
const MAX_EVENTS = 500;

/** What makes which objects, whose names then begin with its own. */
const MAKERS: Readonly<Record<string, string>> = {
  Pod: 'ReplicaSet Job',
  Job: 'CronJob',
  ReplicaSet: 'Deployment',
};

/**
 * Events of a rollout's objects, the newest first: of those there are, and of
 * those that are gone but were made by one that is there, since what became of
 * a pod is asked most when it is gone.
 */
export function findEvents(
  events: Iterable<KubeEvent>,
  nodes: readonly MapNode[],
): ClusterEvent[] {
  const ids = new Set(nodes.map(({ id }) => id));
  return [...events]
    .filter(
      ({ involvedObject }) =>
        ids.has(involvedObject.uid ?? '') || isMade(involvedObject, nodes),
    )
    .map(toClusterEvent)
    .sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1))
    .slice(0, MAX_EVENTS);
}

function isMade(
  { kind = '', name = '' }: KubeEvent['involvedObject'],
  nodes: readonly MapNode[],
): boolean {
  const makers = MAKERS[kind]?.split(' ') ?? [];
  return nodes.some(
    maker =>
      makers.includes(maker.kind) &&
      name.startsWith(`${maker.name}-`) &&
      // The rest is drawn by lot: another dash means another object's name.
      !name.slice(maker.name.length + 1).includes('-'),
  );
}
