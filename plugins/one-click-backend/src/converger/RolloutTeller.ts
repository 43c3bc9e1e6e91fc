import {
  buildCause,
  specsEqual,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import { withoutDefaults } from '../health/checkSpec';
import { toProblem } from '../health';
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
  /** The CR is as the revision says. */
  | { readonly type: 'applied'; readonly generation: number }
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
  const { project, rollout, revision, signal } = errand;
  const ref = { namespace: project.namespace, name: rollout.name };
  const live = await gateway.findRollout(ref, { signal });
  if (live?.revision !== undefined && live.revision > revision.number) {
    return { type: 'outdated' };
  }
  if (live && isApplied(live, revision)) {
    // Applied by a process that was killed before it could write that down.
    return { type: 'applied', generation: live.generation };
  }
  if (live && live.generation !== rollout.knownGeneration) {
    const joined = await joinUnknown(stores, errand, live);
    if (joined) {
      return joined;
    }
  }
  const applied = await gateway.applyRollout(
    { ...ref, spec: revision.spec, revision: revision.number, live },
    { signal },
  );
  return { type: 'applied', generation: applied.generation };
}

function isApplied(live: LiveRollout, revision: RevisionRecord): boolean {
  return (
    live.revision === revision.number && specsEqual(live.spec, revision.spec)
  );
}

/** What to do about a CR that changed since the database last looked; nothing where it is a revision of ours. */
async function joinUnknown(
  stores: Pick<Stores, 'revisions'>,
  { rollout, revision }: Errand,
  live: LiveRollout,
): Promise<Told | undefined> {
  const number = live.revision ?? rollout.told;
  const base =
    number === undefined
      ? undefined
      : await stores.revisions.find(rollout.id, number);
  if (base && specsEqual(base.spec, live.spec)) {
    return undefined;
  }
  const drift = toDrift(live);
  if (!base) {
    return { type: 'clashed', drift, problem: madeMeanwhile(live) };
  }
  const { spec, clashes } = mergeDraft({
    base: base.spec,
    mine: revision.spec,
    theirs: drift.spec,
  });
  if (clashes.length === 0) {
    return { type: 'joined', spec, drift };
  }
  const paths = clashes.map(({ path }) => path);
  return { type: 'clashed', drift, problem: changedMeanwhile(live, paths) };
}

function toDrift(live: LiveRollout): Drift {
  return {
    spec: withoutDefaults(live.spec),
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
