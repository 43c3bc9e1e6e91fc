import type {
  Act,
  UpdateImage,
  UpdateVerdict,
} from '@one-click/backstage-plugin-one-click-common';
import type { SaveContext } from '../saving/SaveOutcome';
import type { Stores } from '../storage/StateKeeper';
import { AUTO_UPDATE } from './decideUpdate';
import type { Decided } from './Finding';
import type { UpdateSubject } from './UpdateSubject';
import type { UpdatePolicyRecord, StoredDecision } from './UpdateStore';

/** What the timeline tells beside the revision that an update makes. */
const TOLD: Partial<Record<UpdateVerdict, Act>> = {
  notified: 'update-available',
  proposed: 'update-proposed',
  held: 'update-held',
  failed: 'update-failed',
};

/**
 * Keeps a decision, unless it says the same as the one before: then it only
 * counts. Returns how many looks came to it so far.
 */
export async function recordDecision(
  stores: Stores,
  { at }: Pick<SaveContext, 'at'>,
  look: {
    readonly subject: UpdateSubject;
    readonly policy: UpdatePolicyRecord;
    readonly decided: Decided;
  },
): Promise<number> {
  const { subject, policy, decided } = look;
  const { rollout, running } = subject;
  const before = await stores.updates.findNewest(rollout.id);
  if (before && saysTheSame(before, { decided, running })) {
    return policy.looks + 1;
  }
  const { verdict, reason, to, proposal, problem, outcome } = decided;
  await stores.updates.append({
    rolloutId: rollout.id,
    at,
    trigger: policy.dueBy,
    verdict,
    reason,
    from: running,
    to,
    revision: outcome?.changed ? outcome.newest : undefined,
    proposal,
    problem,
    looksBefore: policy.looks,
  });
  const act = TOLD[verdict];
  if (act) {
    await stores.activity.append({
      projectId: rollout.projectId,
      rolloutId: rollout.id,
      rolloutName: rollout.name,
      at,
      actor: AUTO_UPDATE,
      act,
      revision: undefined,
      outcome: verdict === 'failed' ? 'failed' : 'done',
      details: { reason, ...(to && { tag: to.tag }) },
    });
  }
  return 1;
}

function saysTheSame(
  before: StoredDecision,
  {
    decided,
    running,
  }: { readonly decided: Decided; readonly running: UpdateImage },
): boolean {
  const { verdict, problem, to, proposal } = decided;
  const isFailure = problem !== undefined;
  return (
    verdict !== 'applied' &&
    before.verdict === verdict &&
    isSame(before.from, running) &&
    isSame(before.to, to) &&
    before.proposal === proposal &&
    // Sentences of registries may hold counts and times.
    before.problem?.id === problem?.id &&
    (isFailure || before.reason === decided.reason)
  );
}

function isSame(a: UpdateImage | undefined, b: UpdateImage | undefined) {
  return a?.tag === b?.tag && a?.digest === b?.digest;
}
