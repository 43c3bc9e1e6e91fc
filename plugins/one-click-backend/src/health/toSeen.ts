import type { LiveRollout } from '../kube/LiveRollout';
import type { LiveFacts, SeenState } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';
import { toProblem } from './toHealth';

/** What a CR says about itself, as the store keeps it. */
export interface Seen {
  readonly state: SeenState | undefined;
  readonly live: LiveFacts;
}

type MaybeSeen = { readonly [K in keyof Seen]: Seen[K] | undefined };

/** What is seen of a CR at a moment. A CR that no operator has looked at has no state. */
export function toSeen(live: LiveRollout, at: Instant): Seen {
  const { status = {} } = live;
  return {
    state: status.state,
    live: {
      since: instantOf(status.stateSince ?? live.changedAt) ?? at,
      wanted: status.wantedReplicas ?? 0,
      ready: status.readyReplicas ?? 0,
      revision: live.revision,
      servingRevision: status.servingRevision,
      problems: (status.causes ?? []).map(toProblem),
      podNames: status.deployment?.podNames ?? [],
      observed: status.observedGeneration === live.generation,
      seenAt: at,
    },
  };
}

/** Whether two looks saw the same. */
export function isSameSeen(a: MaybeSeen, b: MaybeSeen): boolean {
  return textOf(a) === textOf(b);
}

function textOf({ state, live }: MaybeSeen): string {
  return JSON.stringify([state, live && { ...live, seenAt: undefined }]);
}

/** Kubernetes leaves milliseconds out. */
function instantOf(text: string | undefined): Instant | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
