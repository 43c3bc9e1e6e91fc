import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  ChildKind,
  Refusal,
} from '@one-click/backstage-plugin-one-click-workload';
import type { DesiredChild } from '../apply/DesiredChildren';
import type { ChildApplier, ChildOutcome } from './ChildApplier';

/** What became of the children of a rollout. */
export interface ApplyResult {
  readonly applied: readonly DesiredChild[];
  readonly refusals: readonly Refusal[];
  /** Milliseconds until another look is worth it; `undefined` if only a change is. */
  readonly retryAfterMs: number | undefined;
}

/** A former object of the same name is on its way out. */
const FORMER_WAIT_MS = 1_000;

/** What instances need comes before them, and what scales them after. */
const STAGES: Readonly<Partial<Record<ChildKind, number>>> = {
  ServiceAccount: 0,
  PersistentVolumeClaim: 0,
  Secret: 0,
  ConfigMap: 0,
  HorizontalPodAutoscaler: 2,
};
const MIDDLE_STAGE = 1;

function stagesOf(children: readonly DesiredChild[]): DesiredChild[][] {
  const stages: DesiredChild[][] = [[], [], []];
  for (const child of children) {
    stages[STAGES[child.kind] ?? MIDDLE_STAGE]?.push(child);
  }
  return stages;
}

function waitOf(outcome: ChildOutcome): number[] {
  if (outcome.result === 'refused') {
    return [outcome.retryAfterMs];
  }
  return outcome.result === 'waits' ? [FORMER_WAIT_MS] : [];
}

const WAITS: ChildOutcome = { result: 'waits' };

interface StageContext {
  readonly rollout: Rollout;
  /** Claims that are on their way out, and wanted. */
  readonly going: ReadonlySet<string>;
}

/** All of one stage are brought about, whatever becomes of one; then the first failure counts. */
async function applyStage(
  applier: ChildApplier,
  stage: readonly DesiredChild[],
  { rollout, going }: StageContext,
): Promise<ChildOutcome[]> {
  const outcomes = await Promise.allSettled(
    stage.map(async child =>
      (await applier.takesUp(child, going))
        ? WAITS
        : applier.apply(rollout, child),
    ),
  );
  return outcomes.map(outcome => {
    if (outcome.status === 'rejected') {
      throw outcome.reason;
    }
    return outcome.value;
  });
}

/** What to bring about, and the signal that ends it between two stages. */
export interface ApplyPlan {
  readonly rollout: Rollout;
  readonly children: readonly DesiredChild[];
  readonly signal: AbortSignal;
}

/** Brings about all children of a rollout, those of one stage at once. */
export async function applyChildren(
  applier: ChildApplier,
  { rollout, children, signal }: ApplyPlan,
): Promise<ApplyResult> {
  const applied: DesiredChild[] = [];
  const refusals: Refusal[] = [];
  const waits: number[] = [];
  const going = new Set<string>();
  for (const stage of stagesOf(children)) {
    signal.throwIfAborted();
    const outcomes = await applyStage(applier, stage, { rollout, going });
    outcomes.forEach((outcome, index) => {
      const child = stage[index];
      if (child && outcome.result === 'applied') {
        applied.push(child);
      }
      if (outcome.result === 'refused') {
        refusals.push(outcome.refusal);
      }
      if (
        child?.kind === 'PersistentVolumeClaim' &&
        outcome.result === 'waits'
      ) {
        going.add(child.name);
      }
      waits.push(...waitOf(outcome));
    });
  }
  const retryAfterMs = waits.length > 0 ? Math.min(...waits) : undefined;
  return { applied, refusals, retryAfterMs };
}
