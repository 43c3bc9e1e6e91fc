import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';
import {
  contentNamesIn,
  findCurrent,
  findOwner,
  swapSecret,
} from './contentSecrets';
import type { SecretSwap } from './contentSecrets';
import type { SecretContent } from './hashSecrets';
import { restingUntil } from './requireSecrets';

/** A Secret that is in the cluster, and takes the place of another. */
export interface PreparedSwap extends SecretSwap {
  /** Absent where none is left. */
  readonly content: SecretContent | undefined;
  /** Whether it was written just now, rather than found there. */
  readonly isWritten: boolean;
}

/** What a save is to do about secrets, after their values are in the cluster. Holds no value. */
export interface PreparedSecrets {
  readonly hashKey: string;
  readonly swaps: readonly PreparedSwap[];
}

/** Somebody else changed secrets since these were prepared: they are prepared anew, on the given spec. */
export class SecretsMovedError extends Error {
  override readonly name = 'SecretsMovedError';
  readonly spec: RolloutSpecInput;
  readonly newest: RevisionRecord;

  constructor(spec: RolloutSpecInput, newest: RevisionRecord) {
    super('Secrets changed meanwhile');
    this.spec = spec;
    this.newest = newest;
  }
}

export interface Placement {
  readonly rollout: Pick<RolloutRecord, 'id' | 'name'>;
  readonly spec: RolloutSpecInput;
  readonly prepared: PreparedSecrets | undefined;
  readonly at: Instant;
  /** Absent where the rollout is new. */
  readonly newest: RevisionRecord | undefined;
}

/**
 * Puts prepared Secrets into a spec, and writes down that they exist. Throws
 * SecretsMovedError where the spec refers to others than they are made from.
 */
export async function placeSecrets(
  stores: Pick<Stores, 'secrets'>,
  placement: Placement,
): Promise<RolloutSpecInput> {
  const { rollout, prepared, newest, at } = placement;
  if (!prepared || prepared.swaps.length === 0) {
    return placement.spec;
  }
  const names = contentNamesIn(rollout.name, placement.spec);
  const records = await stores.secrets.find(rollout.id, names);
  let { spec } = placement;
  for (const swap of prepared.swaps) {
    const owner = findOwner(spec, swap.job);
    const current = owner && findCurrent(owner, swap.kind, records);
    // A job may be gone meanwhile, which is found out when they are prepared anew.
    if (newest && (!owner || current?.name !== swap.from)) {
      throw new SecretsMovedError(placement.spec, newest);
    }
    if (owner) {
      spec = swapSecret(spec, { ...swap, keys: swap.content?.keys });
    }
  }
  await requireKept(stores, placement, prepared);
  await record(stores, { rolloutId: rollout.id, prepared, at });
  return spec;
}

/** The collector deletes what it gave up, unless it was written since. */
async function requireKept(
  stores: Pick<Stores, 'secrets'>,
  { rollout, spec, newest }: Placement,
  { swaps }: PreparedSecrets,
): Promise<void> {
  const found = swaps.flatMap(({ to, isWritten }) =>
    to === undefined || isWritten ? [] : [to],
  );
  const records = await stores.secrets.find(rollout.id, found);
  const isGivenUp = records.some(
    ({ collectedAt }) => collectedAt !== undefined,
  );
  if (newest && isGivenUp) {
    throw new SecretsMovedError(spec, newest);
  }
}

interface Recording {
  readonly rolloutId: string;
  readonly prepared: PreparedSecrets;
  readonly at: Instant;
}

async function record(
  stores: Pick<Stores, 'secrets'>,
  { rolloutId, prepared, at }: Recording,
): Promise<void> {
  const { hashKey, swaps } = prepared;
  await stores.secrets.keepHashKey(rolloutId, hashKey);
  for (const { to: name, content } of swaps) {
    if (name !== undefined && content) {
      await stores.secrets.put({
        ...content,
        rolloutId,
        name,
        createdAt: at,
        dueAt: restingUntil(at),
        collectedAt: undefined,
      });
    }
  }
}
