import { roleAtLeast } from '@one-click/backstage-plugin-one-click-common';
import type {
  ClusterObject,
  Contents,
  KeptVolume,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import {
  claimName,
  quantityToNumber,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Instant } from '../storage/Instant';
import type { FoundClaim, FoundObject, Inventory } from './ClusterContents';

const BYTES_PER_GIB = 2 ** 30;

/** From whose eyes an inventory is told, and what is known of the rollouts in it. */
export interface ContentsView {
  readonly at: Instant;
  readonly role: Role;
  /** Newest specs by name of the rollout. */
  readonly specs: ReadonlyMap<string, RolloutSpecInput>;
}

/** What exists, as answers tell it. */
export function toContents(inventory: Inventory, view: ContentsView): Contents {
  const { objects, claims, instances } = inventory;
  const isSecret = ({ kind }: FoundObject) => kind === 'Secret';
  // Names of Secrets say what a program signs in to.
  const mayName = roleAtLeast(view.role, 'editor');
  return {
    at: view.at,
    objects: objects
      .filter(object => mayName || !isSecret(object))
      .map(object => toClusterObject(object)),
    secrets: objects.filter(isSecret).length,
    instances,
    volumes: claims.map(claim => toVolume(claim, view)),
    totalGiB: totalGiB(claims),
  };
}

/** An object, with what there is to say about it. */
export function toClusterObject(
  { kind, name, isDeleting, finalizers }: FoundObject,
  note?: string,
): ClusterObject {
  const held = isDeleting && finalizers.length > 0;
  const going = held
    ? `is going, held by ${finalizers.join(', ')}`
    : 'is going';
  const said = note ?? (isDeleting ? going : undefined);
  return { kind, name, ...(said !== undefined && { note: said }) };
}

/** How much claims hold, to a thousandth. */
export function totalGiB(claims: readonly FoundClaim[]): number {
  const bytes = claims.reduce(
    (sum, { size }) => sum + quantityToNumber(size),
    0,
  );
  return Math.round((bytes / BYTES_PER_GIB) * 1000) / 1000;
}

function toVolume(claim: FoundClaim, { specs }: ContentsView): KeptVolume {
  const { name, rollout, size, storageClass, phase, usedBy } = claim;
  const spec = rollout === undefined ? undefined : specs.get(rollout);
  const volume = (spec?.volumes ?? []).find(
    each =>
      (each.existingClaim ?? claimName(rollout ?? '', each.name)) === name,
  );
  return {
    claim: name,
    ...(volume && { volume: volume.name }),
    ...(rollout !== undefined && { rollout }),
    size,
    ...(storageClass !== undefined && { storageClass }),
    phase,
    usedBy: [...usedBy],
  };
}
