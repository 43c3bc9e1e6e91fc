import type { Health } from '@one-click/backstage-plugin-one-click-common';
import { buildCause } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Cause } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';
import { stateOf, UNKNOWN_AFTER_MS } from './overlay';
import type { Overlay } from './overlay';

/** The overlay, and when each cluster was last heard of. */
export interface HealthContext {
  readonly overlay: Overlay;
  readonly contactAt: (cluster: string) => Instant | undefined;
}

/** The one health of a rollout: what was last seen, with what the cluster cannot tell laid over it. */
export function toHealth(
  rollout: RolloutRecord,
  context: HealthContext,
): Health {
  const { live } = rollout;
  const state = stateOf(rollout, context.overlay);
  const revision = revisionOf(rollout, state);
  const seenAt = seenAtOf(rollout, context);
  return {
    state,
    since: sinceOf(rollout, { ...context, state }),
    wanted: live?.wanted ?? 0,
    ready: live?.ready ?? 0,
    ...(revision !== undefined && { revision }),
    ...(live?.servingRevision !== undefined && {
      servingRevision: live.servingRevision,
    }),
    ...(isLaidOver(state) && rollout.state && { lastKnown: rollout.state }),
    problems: problemsOf(rollout, { ...context, state }),
    ...(seenAt !== undefined && { seenAt }),
  };
}

/**
 * The revision that a state speaks of. What was just told is not what serves
 * until the operator has looked at it: its last word is of the one before.
 */
function revisionOf(
  { live, told }: RolloutRecord,
  state: Health['state'],
): number | undefined {
  return state === 'Healthy' && live && isBehind({ live, told })
    ? live.servingRevision
    : told;
}

/** Whether what was last seen of a CR says nothing yet of what the cluster was told. */
export function isBehind({
  live,
  told,
}: Pick<RolloutRecord, 'live' | 'told'>): boolean {
  return (
    !live?.observed ||
    (live.revision !== undefined && told !== undefined && live.revision < told)
  );
}

/** A cause from the status or from here, as answers tell it. */
export function toProblem(cause: Cause): Problem {
  return {
    id: cause.id,
    params: { ...cause.params },
    sentence: cause.message,
    chain: (cause.chain ?? []).map(link => ({ ...link })),
  };
}

interface StateContext extends HealthContext {
  readonly state: Health['state'];
}

function isLaidOver(state: Health['state']): boolean {
  return state === 'Unknown' || state === 'WaitingToApply';
}

/** While its watch lives, all facts of a cluster are as fresh as the watch. */
function seenAtOf(
  { live, cluster }: RolloutRecord,
  { contactAt }: HealthContext,
): Instant | undefined {
  const contact = contactAt(cluster);
  if (!live || !contact) {
    return live?.seenAt;
  }
  return contact > live.seenAt ? contact : live.seenAt;
}

function sinceOf(rollout: RolloutRecord, context: StateContext): Instant {
  const { live, toldAt, waitingSince = toldAt, createdAt } = rollout;
  switch (context.state) {
    case 'InTheBin':
      return rollout.binnedAt ?? createdAt;
    case 'WaitingToApply':
      return waitingSince;
    case 'Unknown':
      return unknownSince(rollout, context);
    default:
      return live?.since ?? createdAt;
  }
}

/** Facts are old some time after they were fresh; of a cluster that never answered there are none. */
function unknownSince(
  { cluster, live, createdAt, toldAt }: RolloutRecord,
  { overlay, contactAt }: HealthContext,
): Instant {
  if (!overlay.staleClusters.includes(cluster)) {
    return later(toldAt, UNKNOWN_AFTER_MS);
  }
  const heard = contactAt(cluster) ?? live?.seenAt;
  const since =
    heard === undefined ? createdAt : later(heard, UNKNOWN_AFTER_MS);
  return since > createdAt ? since : createdAt;
}

function later(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}

function problemsOf(rollout: RolloutRecord, context: StateContext): Problem[] {
  const { cluster, live, toldAt } = rollout;
  const known = [...(live?.problems ?? [])];
  const since = seenAtOf(rollout, context) ?? toldAt;
  if (context.overlay.staleClusters.includes(cluster)) {
    return [toProblem(buildCause('ClusterAway', { cluster, since })), ...known];
  }
  if (context.state === 'Unknown') {
    return [
      toProblem(buildCause('OperatorAway', { cluster, since })),
      ...known,
    ];
  }
  return known;
}
