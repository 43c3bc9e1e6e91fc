import type { Cluster } from '@one-click/backstage-plugin-one-click-common';
import { compareQuantities } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  RolloutSpecInput,
  VolumeInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { checkSpecChange } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import { UnacceptableError } from '../errors';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Stores } from '../storage/StateKeeper';
import { findDriftBase } from './joinDrift';
import { formatIssuePath } from './parseDraft';

/** The storage classes of a cluster, as far as they are known. */
export type StorageClasses = NonNullable<Cluster['storageClasses']>;

/** What the cluster was told of a rollout's volumes: their claims exist. */
async function findClaimed(
  stores: Stores,
  rollout: RolloutRecord,
): Promise<RolloutSpecInput | undefined> {
  return rollout.drift?.spec ?? (await findDriftBase(stores, rollout));
}

/**
 * Throws UnacceptableError, by field, for a spec whose volumes the cluster
 * would refuse: claims neither shrink nor change their class, and grow only
 * where their class allows it. Sizes that the cluster was never told are free.
 */
export async function requireFittingClaims(
  stores: Stores,
  rollout: RolloutRecord,
  wanted: {
    readonly spec: RolloutSpecInput;
    readonly classes: StorageClasses | undefined;
  },
): Promise<void> {
  const { spec, classes = [] } = wanted;
  const hasClaims = spec.volumes?.some(({ size }) => size !== undefined);
  const claimed = hasClaims ? await findClaimed(stores, rollout) : undefined;
  if (!claimed) {
    return;
  }
  const refused = checkSpecChange(claimed, spec).map(({ path, message }) => ({
    path: formatIssuePath(['spec', ...path]),
    message,
  }));
  const stuck = (spec.volumes ?? []).flatMap((volume, index) => {
    const before = claimed.volumes?.find(({ name }) => name === volume.name);
    const message = before && explainNoGrowth({ volume, before, classes });
    return message
      ? [{ path: formatIssuePath(['spec', 'volumes', index, 'size']), message }]
      : [];
  });
  if (refused.length + stuck.length > 0) {
    throw new UnacceptableError([...refused, ...stuck]);
  }
}

interface Growth {
  readonly volume: VolumeInput;
  readonly before: VolumeInput;
  readonly classes: StorageClasses;
}

function explainNoGrowth({
  volume,
  before,
  classes,
}: Growth): string | undefined {
  if (!isSmaller(before.size, volume.size)) {
    return undefined;
  }
  const name = volume.storageClass || undefined;
  const found = classes.find(each =>
    name === undefined ? each.isDefault : each.name === name,
  );
  return found && !found.canGrow
    ? `cannot grow from ${before.size}: storage class '${found.name}' does not let volumes grow. Keep the size, or make a new volume and move the data`
    : undefined;
}

function isSmaller(
  left: VolumeInput['size'],
  right: VolumeInput['size'],
): boolean {
  return (
    left !== undefined &&
    right !== undefined &&
    compareQuantities(left, right) < 0
  );
}

/** A spec that keeps claims as they are, and what it had to keep. */
export interface KeptClaims {
  readonly spec: RolloutSpecInput;
  /** Names of the volumes whose claims could not go back. */
  readonly kept: readonly string[];
}

/**
 * An old spec whose volumes keep the size, class and modes of the claims that
 * exist: going back must not fail because a volume has grown since.
 */
export async function keepClaims(
  stores: Stores,
  rollout: RolloutRecord,
  old: RolloutSpecInput,
): Promise<KeptClaims> {
  const claimed = await findClaimed(stores, rollout);
  const stuck = claimed ? checkSpecChange(claimed, old) : [];
  const indexes = new Set(stuck.map(({ path }) => path[1]));
  const kept = new Map(
    (old.volumes ?? []).flatMap((volume, index): [string, VolumeInput][] => {
      const present = claimed?.volumes?.find(isNamed(volume.name));
      return present && indexes.has(index)
        ? [[volume.name, keepClaim(volume, present)]]
        : [];
    }),
  );
  const { volumes } = old;
  return {
    spec: volumes
      ? { ...old, volumes: volumes.map(each => kept.get(each.name) ?? each) }
      : old,
    kept: [...kept.keys()],
  };
}

function isNamed(wanted: string) {
  return ({ name }: VolumeInput) => name === wanted;
}

function keepClaim(old: VolumeInput, present: VolumeInput): VolumeInput {
  const { storageClass: _class, accessModes: _modes, ...rest } = old;
  const { size, storageClass, accessModes } = present;
  return {
    ...rest,
    ...(size !== undefined && isSmaller(old.size, size) && { size }),
    ...(storageClass !== undefined && { storageClass }),
    ...(accessModes !== undefined && { accessModes }),
  };
}
