import { NotFoundError } from '@backstage/errors';
import {
  imageText,
  specsEqual,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { imageOf } from '../images/specImage';
import { pin, quarantine } from '../pinning/holding';
import { answerFindings } from '../preflight/answerFindings';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import { requireKnownPlaintext } from '../secrets/requireKnownPlaintext';
import type { Stores } from '../storage/StateKeeper';
import { keepClaims } from './claims';
import { adoptDrift } from './joinDrift';
import { lockNewest } from './lockNewest';
import type { SaveContext, SaveOutcome } from './SaveOutcome';
import { retryOrNothing } from './saveRollout';
import { requireLossTaken } from './volumeLoss';
import { writeRevision } from './writeRevision';
import type { Written } from './writeRevision';

/** A way back to an old revision. */
export interface RollbackOrder {
  readonly name: string;
  /** The revision to go back to. */
  readonly revision: number;
  readonly note?: string | undefined;
  /** Ids of the warnings that the person takes. */
  readonly acknowledged?: readonly string[] | undefined;
  /** Volumes that may go with their data. */
  readonly loseVolumes?: readonly string[] | undefined;
  /** Whether the image that is left goes into quarantine. */
  readonly quarantine: boolean;
  /** Of what ran before, by the image's text, as far as they are known. */
  readonly digests: ReadonlyMap<string, string>;
  /** For the entry in quarantine. */
  readonly newId: () => string;
}

/**
 * Makes a new revision with exactly the spec of an old one, save that volumes
 * keep what they have grown to. What another hand changed in the cluster
 * becomes a revision of its own first, so that it can be found again. The
 * rollout is pinned, so that no update policy undoes it.
 */
export async function rollBackRollout(
  stores: Stores,
  context: SaveContext,
  order: RollbackOrder,
): Promise<SaveOutcome> {
  const { project, actor, at, rules } = context;
  const { name, note, revision: number } = order;
  const locked = await lockNewest(stores, { project: project.id, name });
  const old = await stores.revisions.find(locked.rollout.id, number);
  if (!old) {
    throw new NotFoundError(`No revision ${number} of rollout '${name}'`);
  }
  const { drift } = locked.rollout;
  const { spec, kept } = await keepClaims(stores, locked.rollout, old.spec);
  const newest = drift
    ? await adoptDrift(stores, locked, { drift, at })
    : locked;
  if (specsEqual(spec, newest.revision.spec)) {
    const nothing = await retryOrNothing(stores, newest, context);
    return drift ? { ...nothing, newest: newest.revision.number } : nothing;
  }
  requireKnownPlaintext(spec, [newest.revision.spec]);
  requireLossTaken(order, { previous: newest.revision.spec, next: spec });
  await rules.check({
    cluster: project.cluster,
    project: project.name,
    owner: project.owner,
    name,
    spec,
    previous: newest.revision.spec,
  });
  const written = await writeRevision(stores, newest.rollout, {
    spec,
    previous: newest.revision.spec,
    by: actor,
    at,
    via: 'rollback',
    rollbackOf: number,
    note,
    acknowledged: await answerFindings(stores, {
      key: { projectId: project.id, rollout: name, actor },
      spec,
      acknowledged: order.acknowledged ?? [],
      at,
    }),
    details: { to: number, ...(kept.length > 0 && { volumesKept: [...kept] }) },
  });
  await hold(stores, { ...order, left: newest.revision, written });
  return {
    rolloutId: newest.rollout.id,
    changed: true,
    newest: written.revision.number,
  };
}

interface Left extends RollbackOrder {
  /** The revision that was rolled back. */
  readonly left: RevisionRecord;
  readonly written: Written;
}

/** Keeps update policies from undoing a rollback. */
async function hold(stores: Stores, request: Left): Promise<void> {
  const { left, written, digests, newId } = request;
  const { rollout, revision } = written;
  const deed = { rollout, by: revision.createdBy, at: revision.createdAt };
  await pin(stores, { ...deed, revision: revision.number });
  const bad = imageText(left.spec.image);
  if (request.quarantine && bad !== imageText(revision.spec.image)) {
    const { ref, running } = imageOf(left.spec);
    const { tag, digest = digests.get(bad) } = running;
    const { number } = left;
    const image = { ...ref, tag, digest, id: newId(), revision: number };
    await quarantine(stores, { ...deed, image });
  }
}
