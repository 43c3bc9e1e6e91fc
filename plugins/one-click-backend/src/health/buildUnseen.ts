import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import type { LiveFacts, SeenState } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';

/** What a rollout is whose cluster has no CR of it, and why. */
export function buildUnseen(options: {
  readonly state: SeenState;
  readonly problem: Problem;
  readonly at: Instant;
}): { readonly state: SeenState; readonly live: LiveFacts } {
  const { state, problem, at } = options;
  return {
    state,
    live: {
      since: at,
      wanted: 0,
      ready: 0,
      revision: undefined,
      servingRevision: undefined,
      problems: [problem],
      podNames: [],
      observed: false,
      seenAt: at,
    },
  };
}
