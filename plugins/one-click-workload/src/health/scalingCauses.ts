import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import { toMillis } from './moments';
import { aProblem, within } from './Problem';
import type { Problem } from './Problem';

/** A new instance is first measured a minute or two after its start; only later is silence a fault. */
export const METRICS_GRACE_MS = 180_000;

// At 0 instances an autoscaler rests, and says so in the same condition.
const RESTS = 'ScalingDisabled';

function metricOf({ spec }: V2HorizontalPodAutoscaler): string {
  const names = (spec?.metrics ?? []).flatMap(
    ({ resource }) => resource?.name ?? [],
  );
  return names.join(' and ');
}

/** What keeps an autoscaler from its work. */
export function findScalingProblems(
  autoscaler: V2HorizontalPodAutoscaler | undefined,
  now: number,
): Problem[] {
  const active = autoscaler?.status?.conditions?.find(
    ({ type }) => type === 'ScalingActive',
  );
  if (!autoscaler || active?.status !== 'False' || active.reason === RESTS) {
    return [];
  }
  const since = toMillis(active.lastTransitionTime) ?? now;
  const problem = aProblem(
    'NoMetrics',
    {
      metric: metricOf(autoscaler),
      count: autoscaler.status?.currentReplicas ?? 0,
    },
    { firm: now - since >= METRICS_GRACE_MS },
  );
  const name = autoscaler.metadata?.name ?? '';
  return [within([{ kind: 'HorizontalPodAutoscaler', name }], problem)];
}
