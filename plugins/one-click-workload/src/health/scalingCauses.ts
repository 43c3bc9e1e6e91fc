import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import { toMillis } from './moments';
import { aProblem, within } from './Problem';
import type { Problem } from './Problem';

/** A new instance is first measured a minute or two after its start; only later is silence a fault. */
export const METRICS_GRACE_MS = 180_000;

/** A short peak above the maximum is what a maximum is for. */
export const AT_MAX_GRACE_MS = 300_000;

// At 0 instances an autoscaler rests, and says so in the same condition.
const RESTS = 'ScalingDisabled';

function metricOf({ spec }: V2HorizontalPodAutoscaler): string {
  const names = (spec?.metrics ?? []).flatMap(
    ({ resource }) => resource?.name ?? [],
  );
  return names.join(' and ');
}

function conditionOf({ status }: V2HorizontalPodAutoscaler, wanted: string) {
  return status?.conditions?.find(({ type }) => type === wanted);
}

function silenceProblem(
  autoscaler: V2HorizontalPodAutoscaler,
  now: number,
): Problem | undefined {
  const active = conditionOf(autoscaler, 'ScalingActive');
  if (active?.status !== 'False' || active.reason === RESTS) {
    return undefined;
  }
  const since = toMillis(active.lastTransitionTime) ?? now;
  const metric = metricOf(autoscaler);
  const count = autoscaler.status?.currentReplicas ?? 0;
  return aProblem(
    'NoMetrics',
    { metric, count },
    { firm: now - since >= METRICS_GRACE_MS },
  );
}

// As Kubernetes calls it that it would like to go beyond the maximum.
const BEYOND = 'TooManyReplicas';

function limitProblem(
  autoscaler: V2HorizontalPodAutoscaler,
  now: number,
): Problem | undefined {
  const limited = conditionOf(autoscaler, 'ScalingLimited');
  if (limited?.status !== 'True' || limited.reason !== BEYOND) {
    return undefined;
  }
  const since = toMillis(limited.lastTransitionTime) ?? now;
  const max = autoscaler.spec?.maxReplicas ?? 0;
  return aProblem(
    'HpaAtMax',
    { max },
    { firm: now - since >= AT_MAX_GRACE_MS },
  );
}

/** What keeps an autoscaler from its work. */
export function findScalingProblems(
  autoscaler: V2HorizontalPodAutoscaler | undefined,
  now: number,
): Problem[] {
  if (!autoscaler) {
    return [];
  }
  const name = autoscaler.metadata?.name ?? '';
  const problems = [
    silenceProblem(autoscaler, now),
    limitProblem(autoscaler, now),
  ].flatMap(problem => problem ?? []);
  return problems.map(problem =>
    within([{ kind: 'HorizontalPodAutoscaler', name }], problem),
  );
}

/** When a condition of the autoscaler will have lasted long enough to count; epoch milliseconds. */
export function scalingGraceEnds(
  autoscaler: V2HorizontalPodAutoscaler | undefined,
): number[] {
  const end = (type: string, status: string, graceMs: number) => {
    const condition = autoscaler && conditionOf(autoscaler, type);
    const since = toMillis(condition?.lastTransitionTime);
    return condition?.status === status && since !== undefined
      ? [since + graceMs]
      : [];
  };
  return [
    ...end('ScalingActive', 'False', METRICS_GRACE_MS),
    ...end('ScalingLimited', 'True', AT_MAX_GRACE_MS),
  ];
}
