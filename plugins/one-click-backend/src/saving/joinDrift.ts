import type { SaveConflict } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { Drift, RolloutRecord } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';
import { mergeDraft } from './mergeDraft';
import { writeRevision } from './writeRevision';
import type { NewRevision, Written } from './writeRevision';

/** That the CR's changed spec is from now on part of our history. */
export function driftIsKnown(drift: Drift) {
  return { drift: undefined, knownGeneration: drift.generation };
}

/** What the CR's spec was changed from: the revision that the cluster was last told. */
export async function findDriftBase(
  stores: Stores,
  rollout: RolloutRecord,
): Promise<RolloutSpecInput | undefined> {
  const { id, told } = rollout;
  return told === undefined
    ? undefined
    : (await stores.revisions.find(id, told))?.spec;
}

/** What another hand made of the CR, to become a revision. */
export interface AdoptedDrift {
  readonly drift: Drift;
  readonly at: Instant;
  /** Where a person decided so, rather than a save or a rollback that meets it. */
  readonly decided?:
    | Pick<NewRevision, 'by' | 'act' | 'note' | 'details'>
    | undefined;
}

/**
 * Makes a revision of what another hand made of the CR, on top of the newest
 * one. Where both changed the same field the cluster's value holds: it is what
 * runs.
 */
export async function adoptDrift(
  stores: Stores,
  newest: Written,
  { drift, at, decided }: AdoptedDrift,
): Promise<Written> {
  const { rollout, revision } = newest;
  const base = (await findDriftBase(stores, rollout)) ?? drift.spec;
  const { spec } = mergeDraft({
    base,
    mine: revision.spec,
    theirs: drift.spec,
  });
  return writeRevision(stores, rollout, {
    spec,
    previous: revision.spec,
    by: drift.by,
    at,
    via: 'cluster',
    ...decided,
    patch: driftIsKnown(drift),
  });
}

/** A draft that what was changed in the cluster has joined, or what a person has to decide first. */
export type JoinedDraft =
  | { readonly spec: RolloutSpecInput; readonly conflict?: undefined }
  | { readonly conflict: SaveConflict };

/**
 * Joins what another hand made of the CR into a draft. Where both changed the
 * same field, the cluster's side becomes a revision first, so that the person
 * decides against a number, and deciding ends the matter.
 */
export async function joinDrift(
  stores: Stores,
  newest: Written,
  { spec, at }: { readonly spec: RolloutSpecInput; readonly at: Instant },
): Promise<JoinedDraft> {
  const { drift } = newest.rollout;
  if (!drift) {
    return { spec };
  }
  const base = (await findDriftBase(stores, newest.rollout)) ?? drift.spec;
  const joined = mergeDraft({ base, mine: spec, theirs: drift.spec });
  if (joined.clashes.length === 0) {
    return { spec: joined.spec };
  }
  const adopted = await adoptDrift(stores, newest, { drift, at });
  return { conflict: toConflict(adopted.revision, [...joined.clashes]) };
}

/** What to tell a person whose draft clashes with a revision. */
export function toConflict(
  revision: RevisionRecord,
  clashes: SaveConflict['clashes'],
): SaveConflict {
  return {
    revision: revision.number,
    by: revision.createdBy,
    at: revision.createdAt,
    clashes,
  };
}
