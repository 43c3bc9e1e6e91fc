import type { UpdateImage } from '@one-click/backstage-plugin-one-click-common';
import { endPin } from '../pinning/holding';
import type { Holding } from '../pinning/holding';
import { changeSpec } from '../saving/changeSpec';
import type { SaveContext } from '../saving/SaveOutcome';
import type { Stores } from '../storage/StateKeeper';
import type { Evaluation } from './Evaluation';
import type { Decided } from './Finding';
import { summarizeSkips } from './summarizeSkips';
import { withImage } from '../images/specImage';
import type { UpdateSubject } from './UpdateSubject';
import type { UpdatePolicyRecord } from './UpdateStore';

/** Who acts when a policy does. */
export const AUTO_UPDATE = 'auto-update';

/** All that a decision is made of; the rollout is locked. */
export interface DecisionRequest {
  readonly context: SaveContext;
  readonly subject: UpdateSubject;
  readonly policy: UpdatePolicyRecord;
  readonly holding: Holding;
  readonly evaluation: Evaluation;
  readonly newId: () => string;
}

/** What is worth a word where nothing newer is there. */
const TELLING: ReadonlySet<string> = new Set([
  'declined',
  'missing',
  'moving',
  'outsideConstraint',
  'preRelease',
  'quarantined',
  'tooYoung',
]);

/** Does what the policy's mode says with what was found, in one transaction with the record of it. */
export async function decideUpdate(
  stores: Stores,
  request: DecisionRequest,
): Promise<Decided> {
  const { evaluation, subject, policy, context } = request;
  const { pick } = evaluation;
  if (!pick) {
    return decideNothing(request);
  }
  const { tag, digest } = pick;
  await endPin(stores, {
    rollout: subject.rollout,
    by: AUTO_UPDATE,
    at: context.at,
    details: { tag, ...(digest !== undefined && { digest }) },
  });
  const to = toWanted(pick, subject);
  switch (policy.settings.mode) {
    case 'notify':
      return { verdict: 'notified', reason: sentenceOf(to, subject), to };
    case 'propose':
      return propose(stores, request, to);
    case 'apply':
      return apply(stores, request, to);
  }
}

/** What the spec would say: a digest where it says one now, or where the digest is all that is new. */
function toWanted(pick: UpdateImage, { running }: UpdateSubject): UpdateImage {
  const isPinned = running.digest !== undefined || pick.tag === running.tag;
  return isPinned ? pick : { tag: pick.tag };
}

function decideNothing(request: DecisionRequest): Decided {
  const { evaluation, holding, policy } = request;
  const { skipped, warnings, seenDigest } = evaluation;
  if (holding.pin) {
    const { by, revision } = holding.pin;
    return {
      verdict: 'held',
      reason: `Pinned by the rollback of ${by} (revision ${revision}) until something newer than what is in quarantine appears`,
    };
  }
  const told = summarizeSkips(skipped)
    .skipped.filter(
      ({ reason }) =>
        TELLING.has(reason) || policy.settings.rule.kind === 'digest',
    )
    .slice(0, 3)
    .map(({ tag, sentence }) => `${tag} ${sentence}`);
  return {
    verdict: seenDigest === undefined ? 'nothingNewer' : 'firstLook',
    reason: warnings[0] ?? ['Nothing newer is there', ...told].join('; '),
  };
}

function sentenceOf(to: UpdateImage, { running }: UpdateSubject): string {
  return to.tag === running.tag
    ? `'${to.tag}' stands for a new image`
    : `'${to.tag}' is newer than '${running.tag}'`;
}

async function propose(
  stores: Stores,
  request: DecisionRequest,
  to: UpdateImage,
): Promise<Decided> {
  const { context, subject, newId } = request;
  const { rollout, revision } = subject;
  const open = await stores.proposals.listInState(rollout.id, 'open');
  const same = open.find(
    ({ patch }) =>
      patch.image.tag === to.tag && patch.image.digest === to.digest,
  );
  const decided = {
    verdict: 'proposed',
    reason: sentenceOf(to, subject),
    to,
  } as const;
  if (same) {
    return { ...decided, proposal: same.id };
  }
  for (const { id } of open) {
    await stores.proposals.decide(id, {
      state: 'expired',
      decidedAt: context.at,
      decidedBy: AUTO_UPDATE,
    });
  }
  const proposal = newId();
  await stores.proposals.insert({
    id: proposal,
    rolloutId: rollout.id,
    baseRevision: revision.number,
    patch: { image: to },
    actor: AUTO_UPDATE,
    source: 'update',
    state: 'open',
    createdAt: context.at,
    decidedAt: undefined,
    decidedBy: undefined,
    revision: undefined,
  });
  return { ...decided, proposal };
}

async function apply(
  stores: Stores,
  { context, subject }: DecisionRequest,
  to: UpdateImage,
): Promise<Decided> {
  const reason = sentenceOf(to, subject);
  const outcome = await changeSpec(stores, context, {
    name: subject.rollout.name,
    act: 'rollout-update',
    via: 'update',
    details: { tag: to.tag },
    note: reason,
    change: spec => withImage(spec, to),
  });
  return outcome.conflict
    ? {
        verdict: 'held',
        reason: `${outcome.conflict.by} changed the image in the cluster: what is there now counts from here`,
        to,
        outcome,
      }
    : { verdict: 'applied', reason, to, outcome };
}
