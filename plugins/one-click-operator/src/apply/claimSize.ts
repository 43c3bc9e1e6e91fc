import {
  claimName,
  compareQuantities,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Refusal } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildRecord } from '../cluster/records/ChildRecord';

type LiveClaim = ChildRecord<'PersistentVolumeClaim'>;

/** A claim that exists, and the size its volume now asks for. */
export interface ClaimChange {
  readonly rollout: Rollout;
  readonly live: LiveClaim;
  /** As a quantity; absent if no volume of the rollout has this claim. */
  readonly size: string | undefined;
}

const CANNOT_GROW =
  /only dynamically provisioned pvc can be resized|storageclass that provisions the pvc must support resize/;

function fieldOf({ metadata, spec }: Rollout, claim: string): string {
  const index = (spec.volumes ?? []).findIndex(
    ({ name }) => claimName(metadata.name, name) === claim,
  );
  return `spec.volumes[${index}].size`;
}

function refuse({ rollout, live }: ClaimChange, message: string): Refusal {
  const { name } = live.metadata;
  const field = fieldOf(rollout, name);
  return {
    kind: 'PersistentVolumeClaim',
    name,
    message: `${field} ${message}`,
    fields: [{ field, message }],
  };
}

function sizeOf({ spec, status }: LiveClaim): string | undefined {
  // What was asked for in vain may be taken back; what was given may not.
  return status?.capacity?.storage ?? spec?.resources?.requests?.storage;
}

/** Why a claim cannot have the size its volume asks for; `undefined` if nothing is known against it. */
export function refuseShrinking(change: ClaimChange): Refusal | undefined {
  const { live, size } = change;
  const has = sizeOf(live);
  return size !== undefined &&
    has !== undefined &&
    compareQuantities(size, has) < 0
    ? refuse(
        change,
        `cannot go from ${has} down to ${size}: storage only grows`,
      )
    : undefined;
}

/** Says of a refusal to let a claim grow what forbids it; other refusals stay as they are. */
export function explainGrowth(refusal: Refusal, change: ClaimChange): Refusal {
  if (!CANNOT_GROW.test(refusal.message)) {
    return refusal;
  }
  const { live, size = '' } = change;
  const has = live.spec?.resources?.requests?.storage ?? '';
  const { storageClassName: name = '' } = live.spec ?? {};
  const why =
    name === ''
      ? 'it has no storage class that could let it grow'
      : `storage class '${name}' does not let volumes grow`;
  return refuse(change, `cannot grow from ${has} to ${size}: ${why}`);
}
