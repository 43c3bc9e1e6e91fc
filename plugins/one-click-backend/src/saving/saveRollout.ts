import type {
  Act,
  SaveConflict,
} from '@one-click/backstage-plugin-one-click-common';
import { specsEqual } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { InvalidRequestError, SaveConflictError } from '../errors';
import { answerFindings } from '../preflight/answerFindings';
import { placeSecrets } from '../secrets/PreparedSecrets';
import type { PreparedSecrets } from '../secrets/PreparedSecrets';
import { requireKnownPlaintext } from '../secrets/requireKnownPlaintext';
import type { Stores } from '../storage/StateKeeper';
import { checkCandidate } from './checkCandidate';
import { driftIsKnown, joinDrift, toConflict } from './joinDrift';
import { lockNewest } from './lockNewest';
import { mergeDraft } from './mergeDraft';
import { parseDraft } from './parseDraft';
import type { SaveContext, SaveOutcome } from './SaveOutcome';
import { requireLossTaken } from './volumeLoss';
import { tellClusterAgain, writeRevision } from './writeRevision';
import type { Written } from './writeRevision';

/** A spec as edited on top of a revision; it is parsed. */
export interface EditedRollout {
  readonly name: string;
  readonly spec: RolloutSpecInput;
  readonly note: string | undefined;
  /** Ids of the warnings that the person takes. */
  readonly acknowledged?: readonly string[] | undefined;
  /** Volumes that may go with their data. */
  readonly loseVolumes?: readonly string[] | undefined;
  readonly baseRevision: number;
  /** Values that are in the cluster, and not in the spec yet. */
  readonly prepared?: PreparedSecrets | undefined;
  /** What the timeline calls it, where not an edit. */
  readonly act?: Act | undefined;
}

/**
 * Saves a draft. What others saved, or changed in the cluster, since the draft
 * was opened joins it; fields that both changed are a conflict. A spec that
 * equals the newest revision's makes no revision.
 */
export async function saveRollout(
  stores: Stores,
  context: SaveContext,
  request: EditedRollout,
): Promise<SaveOutcome> {
  const { project, actor, at } = context;
  const { name, note } = request;
  const newest = await lockNewest(stores, { project: project.id, name });
  const { rollout, revision: previous } = newest;

  const edited = await joinNewerRevisions(stores, newest, request);
  const joined = await joinDrift(stores, newest, { spec: edited, at });
  if (joined.conflict) {
    return toClashed(rollout.id, joined.conflict);
  }

  const { prepared } = request;
  const placed = await placeSecrets(stores, {
    ...{ rollout, prepared, at },
    spec: joined.spec,
    newest: previous,
  });
  // Two good specs can merge into one that is not.
  const spec =
    placed === request.spec ? placed : parseDraft({ name, spec: placed });
  requireKnownPlaintext(spec, [previous.spec, rollout.drift?.spec]);
  if (specsEqual(spec, previous.spec)) {
    return retryOrNothing(stores, newest, context);
  }
  requireLossTaken(request, { previous: previous.spec, next: spec });
  await checkCandidate(stores, context, { ...newest, spec });
  const { revision } = await writeRevision(stores, rollout, {
    spec,
    previous: previous.spec,
    by: actor,
    at,
    via: 'edit',
    act: request.act,
    note,
    acknowledged: await answerFindings(stores, {
      key: { projectId: project.id, rollout: name, actor },
      spec: request.spec,
      acknowledged: request.acknowledged ?? [],
      at,
    }),
    patch: rollout.drift && driftIsKnown(rollout.drift),
  });
  return { rolloutId: rollout.id, changed: true, newest: revision.number };
}

/** What others changed in the cluster is a revision by now; the person decides against it. */
function toClashed(rolloutId: string, conflict: SaveConflict): SaveOutcome {
  const { revision: newest } = conflict;
  return { rolloutId, changed: false, newest, conflict };
}

/** A save of what is saved already: asks the cluster again where it has not taken it. */
export async function retryOrNothing(
  stores: Stores,
  newest: Written,
  { at }: Pick<SaveContext, 'at'>,
): Promise<SaveOutcome> {
  const { rollout, revision } = newest;
  const isMissing = revision.outcome === 'refused' || rollout.deletedInCluster;
  if (isMissing) {
    await tellClusterAgain(stores, newest, at);
  }
  return {
    rolloutId: rollout.id,
    changed: false,
    newest: isMissing ? revision.number : undefined,
  };
}

async function joinNewerRevisions(
  stores: Stores,
  { rollout, revision }: Written,
  { spec, baseRevision }: EditedRollout,
): Promise<RolloutSpecInput> {
  if (baseRevision === revision.number) {
    return spec;
  }
  const base = await stores.revisions.find(rollout.id, baseRevision);
  if (!base) {
    throw new InvalidRequestError([
      {
        path: 'If-Match',
        message: `names revision ${baseRevision}, which does not exist: the newest is ${revision.number}`,
      },
    ]);
  }
  const merged = mergeDraft({
    base: base.spec,
    mine: spec,
    theirs: revision.spec,
  });
  if (merged.clashes.length > 0) {
    throw new SaveConflictError(toConflict(revision, [...merged.clashes]));
  }
  return merged.spec;
}
