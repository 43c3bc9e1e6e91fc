import {
  buildCause,
  specsEqual,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import { layBinOver, liftBin } from '../bin/binOverlay';
import { withoutDefaults } from '../health/checkSpec';
import { toProblem } from '../health';
import { findLiveRevision } from '../health/findLiveRevision';
import type { KubeGateway } from '../kube/KubeGateway';
import type { LiveRollout } from '../kube/LiveRollout';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { Drift, RolloutRecord } from '../rollouts/RolloutRecord';
import { mergeDraft } from '../saving/mergeDraft';
import type { Stores } from '../storage/StateKeeper';

/** One rollout's revision, on its way to the cluster. */
export interface Errand {
  readonly project: ProjectRecord;
  readonly rollout: RolloutRecord;
  readonly revision: RevisionRecord;
}

/** How an errand ended. */
export type Told =
  /** The CR is as a revision says: the errand's, unless that was refused and the rollout is in the bin. */
  | {
      readonly type: 'applied';
      readonly generation: number;
      readonly revision: number;
    }
  /** A rollout in the bin, of which the cluster has nothing that is ours. */
  | { readonly type: 'idle' }
  /** A newer revision is in the cluster already. */
  | { readonly type: 'outdated' }
  /** What another hand changed goes together with the revision: this is both. */
  | {
      readonly type: 'joined';
      readonly spec: RolloutSpecInput;
      readonly drift: Drift;
    }
  /** What another hand changed clashes with the revision: a person decides. */
  | {
      readonly type: 'clashed';
      readonly drift: Drift;
      readonly problem: Problem;
    };

/** Tells a cluster one revision, unless the cluster knows better. Writes nothing where nothing is to be written. */
export async function tellRollout(
  gateway: KubeGateway,
  stores: Pick<Stores, 'revisions'>,
  errand: Errand & { readonly signal: AbortSignal },
): Promise<Told> {
  const { project, rollout, signal } = errand;
  const ref = { namespace: project.namespace, name: rollout.name };
  const live = await gateway.findRollout(ref, { signal });
  const isBinned = rollout.binnedAt !== undefined;
  if (isBinned && !live) {
    return { type: 'idle' };
  }
  const wanted = await findWanted(stores, errand);
  const told = { revision: wanted.revision };
  if (live && (await isOutdated(stores, errand, live))) {
    return { type: 'outdated' };
  }
  if (live && isApplied(live, wanted)) {
    // Applied by a process that was killed before it could write that down.
    return { type: 'applied', generation: live.generation, ...told };
  }
  if (live && live.generation !== rollout.knownGeneration) {
    const joined = await joinUnknown(stores, errand, live);
    if (joined) {
      return joined;
    }
  }
  const applied = await gateway.applyRollout(
    { ...ref, ...wanted, live },
    { signal },
  );
  return { type: 'applied', generation: applied.generation, ...told };
}

/** Whether the CR has a later revision; a number that is none of this rollout's came with a copy of another CR. */
async function isOutdated(
  stores: Pick<Stores, 'revisions'>,
  { rollout, revision }: Errand,
  live: LiveRollout,
): Promise<boolean> {
  return (
    live.revision !== undefined &&
    live.revision > revision.number &&
    (await stores.revisions.find(rollout.id, live.revision)) !== undefined
  );
}

/** What the CR should be. */
interface Wanted {
  readonly revision: number;
  readonly spec: RolloutSpecInput;
  readonly isBinned: boolean;
}

async function findWanted(
  stores: Pick<Stores, 'revisions'>,
  { rollout, revision }: Errand,
): Promise<Wanted> {
  const { id, told, binnedAt } = rollout;
  if (binnedAt === undefined) {
    return { revision: revision.number, spec: revision.spec, isBinned: false };
  }
  // What the cluster will not have cannot stop what it runs.
  const running =
    revision.outcome === 'refused' && told !== undefined
      ? await stores.revisions.find(id, told)
      : undefined;
  const { number, spec } = running ?? revision;
  return { revision: number, spec: layBinOver(spec), isBinned: true };
}

function isApplied(live: LiveRollout, wanted: Wanted): boolean {
  return (
    live.revision === wanted.revision &&
    live.isBinned === wanted.isBinned &&
    specsEqual(live.spec, wanted.spec)
  );
}

/** What to do about a CR that changed since the database last looked; nothing where it is a revision of ours. */
async function joinUnknown(
  stores: Pick<Stores, 'revisions'>,
  { rollout, revision }: Errand,
  live: LiveRollout,
): Promise<Told | undefined> {
  const base = await findLiveRevision(stores, rollout, live);
  const liveSpec = liftBin(live, base?.spec);
  if (base && specsEqual(base.spec, liveSpec)) {
    return undefined;
  }
  const isBinned = rollout.binnedAt !== undefined;
  const drift = toDrift(live, liveSpec);
  if (!base) {
    // Nobody waits for an answer, and what another hand made is not ours to stop.
    return isBinned
      ? { type: 'idle' }
      : { type: 'clashed', drift, problem: madeMeanwhile(live) };
  }
  const { spec, clashes } = mergeDraft({
    base: base.spec,
    mine: revision.spec,
    theirs: drift.spec,
  });
  if (clashes.length === 0 || isBinned) {
    return { type: 'joined', spec, drift };
  }
  const paths = clashes.map(({ path }) => path);
  return { type: 'clashed', drift, problem: changedMeanwhile(live, paths) };
}

function toDrift(live: LiveRollout, spec: RolloutSpecInput): Drift {
  return {
    spec: withoutDefaults(spec),
    generation: live.generation,
    by: live.changedBy,
    at: live.changedAt ?? '',
  };
}

function madeMeanwhile({ name, changedBy: owner }: LiveRollout): Problem {
  return toProblem(buildCause('NotOurs', { kind: 'Rollout', name, owner }));
}

function changedMeanwhile(
  { changedBy }: LiveRollout,
  paths: readonly string[],
): Problem {
  const message = `${changedBy} changed ${paths.join(
    ', ',
  )} in the cluster meanwhile. Save again to choose which values hold`;
  return toProblem(buildCause('Other', { message }));
}
