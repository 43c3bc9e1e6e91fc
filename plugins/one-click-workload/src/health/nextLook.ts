import type { V1Pod } from '@kubernetes/client-node';
import { addressGraceEnds } from './addressCauses';
import { certificateMoments } from './certificateCauses';
import { toMillis } from './moments';
import { endsOfEvictions } from './nodeCauses';
import type { Observed } from './Observed';
import type { Progress } from './progress';
import { endsOfRestarts } from './restarts';
import type { KnownRestarts } from './restarts';
import { scalingGraceEnds } from './scalingCauses';
import type { Lasting } from './state';
import { BINDING_GRACE_MS } from './volumeCauses';

/** What the next look depends on. */
export interface NextLookFacts {
  readonly lasting: Lasting;
  readonly observed: Observed;
  readonly progress: Progress;
  readonly restarts: KnownRestarts;
  /** When runs of jobs turn out to be missed; epoch milliseconds. */
  readonly jobMoments: readonly number[];
  readonly evicted: readonly V1Pod[];
  /** Epoch milliseconds. */
  readonly now: number;
}

function bindingEnds({ claims }: Observed): number[] {
  return claims
    .filter(({ status }) => status?.phase === 'Pending')
    .flatMap(({ metadata }) => toMillis(metadata?.creationTimestamp) ?? [])
    .map(made => made + BINDING_GRACE_MS);
}

/** When the passing of time alone may change the summary; `undefined` if never. Epoch milliseconds. */
export function nextLook(facts: NextLookFacts): number | undefined {
  const { lasting, observed, progress, restarts, now } = facts;
  const { jobMoments, evicted } = facts;
  const moments = [
    lasting.heldUntil,
    progress.overdueAt,
    ...bindingEnds(observed),
    ...scalingGraceEnds(observed.autoscaler),
    ...addressGraceEnds(observed),
    ...certificateMoments(observed),
    ...endsOfEvictions(evicted),
    ...endsOfRestarts(restarts),
    ...jobMoments,
  ]
    .flatMap(moment => moment ?? [])
    .filter(moment => moment > now);
  return moments.length > 0 ? Math.min(...moments) : undefined;
}
