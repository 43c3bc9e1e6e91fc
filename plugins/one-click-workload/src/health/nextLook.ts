import { toMillis } from './moments';
import type { Observed } from './Observed';
import type { Progress } from './progress';
import { endsOfRestarts } from './restarts';
import type { KnownRestarts } from './restarts';
import { METRICS_GRACE_MS } from './scalingCauses';
import type { Lasting } from './state';
import { BINDING_GRACE_MS } from './volumeCauses';

/** What the next look depends on. */
export interface NextLookFacts {
  readonly lasting: Lasting;
  readonly observed: Observed;
  readonly progress: Progress;
  readonly restarts: KnownRestarts;
  /** Epoch milliseconds. */
  readonly now: number;
}

function graceEnds({ claims, autoscaler }: Observed): (number | undefined)[] {
  const bindings = claims
    .filter(({ status }) => status?.phase === 'Pending')
    .map(({ metadata }) => toMillis(metadata?.creationTimestamp))
    .map(made => made !== undefined && made + BINDING_GRACE_MS);
  const silent = autoscaler?.status?.conditions?.find(
    ({ type, status }) => type === 'ScalingActive' && status === 'False',
  );
  const since = toMillis(silent?.lastTransitionTime);
  return [...bindings, since !== undefined && since + METRICS_GRACE_MS].map(
    end => (end === false ? undefined : end),
  );
}

/** When the passing of time alone may change the summary; `undefined` if never. Epoch milliseconds. */
export function nextLook(facts: NextLookFacts): number | undefined {
  const { lasting, observed, progress, restarts, now } = facts;
  const moments = [
    lasting.heldUntil,
    progress.overdueAt,
    ...graceEnds(observed),
    ...endsOfRestarts(restarts),
  ]
    .flatMap(moment => moment ?? [])
    .filter(moment => moment > now);
  return moments.length > 0 ? Math.min(...moments) : undefined;
}
