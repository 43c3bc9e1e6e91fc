import type { ActivityDetails } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';
import type { PinRecord, QuarantineRecord } from './PinStore';
import { isQuarantined } from './quarantine';
import type { ImageCandidate } from './quarantine';

/** What an update policy has to respect before it changes a rollout's image. */
export interface Holding {
  /**
   * Why the policy may take nothing but a version newer than all that are in
   * quarantine. Where it finds one, it calls `endPin` in the transaction of its
   * revision; an older version is never taken.
   */
  readonly pin: PinRecord | undefined;
  /** Never taken, pinned or not; see `isQuarantined`. Newest first. */
  readonly quarantined: readonly QuarantineRecord[];
}

/** Reads what holds update policies off a rollout. */
export async function readHolding(
  stores: Stores,
  rolloutId: string,
): Promise<Holding> {
  return {
    pin: await stores.pins.findPin(rolloutId),
    quarantined: await stores.pins.listQuarantined(rolloutId),
  };
}

/** Who did something to a rollout, and when. */
export interface Deed {
  readonly rollout: Pick<RolloutRecord, 'id' | 'name' | 'projectId'>;
  /** A person, or a mechanism such as `auto-update`. */
  readonly by: string;
  readonly at: Instant;
}

/** Lets update policies go on. The rollout must be locked; without a pin nothing happens. */
export async function endPin(
  stores: Stores,
  { rollout, by, at, details }: Deed & { readonly details?: ActivityDetails },
): Promise<void> {
  const { id, name, projectId } = rollout;
  const ended = await stores.pins.findPin(id);
  if (!ended) {
    return;
  }
  await stores.pins.unpin(id);
  await stores.rollouts.update(id, { pinned: false });
  await stores.activity.append({
    projectId,
    rolloutId: id,
    rolloutName: name,
    at,
    actor: by,
    act: 'rollout-unpin',
    revision: undefined,
    details: { ...details, rollback: ended.revision },
  });
}

/** An image, and why it is bad. */
export interface BadImage extends ImageCandidate {
  readonly id: string;
  /** The revision that was rolled back. */
  readonly revision?: number | undefined;
}

/** Keeps update policies from an image. The rollout must be locked; an image that is in quarantine stays so, once. */
export async function quarantine(
  stores: Stores,
  { rollout, by, at, image }: Deed & { readonly image: BadImage },
): Promise<boolean> {
  const { id: rolloutId, name, projectId } = rollout;
  const { registry, repository, tag, digest, revision } = image;
  const known = await stores.pins.listQuarantined(rolloutId);
  const isKnown = known.some(
    bad => bad.digest === digest && isQuarantined([bad], image),
  );
  if (isKnown) {
    return false;
  }
  await stores.pins.quarantine({
    id: image.id,
    rolloutId,
    registry,
    repository,
    tag,
    digest,
    since: at,
    by,
    revision,
  });
  await stores.activity.append({
    projectId,
    rolloutId,
    rolloutName: name,
    at,
    actor: by,
    act: 'image-quarantine',
    revision,
    details: { tag, ...(digest !== undefined && { digest }) },
  });
  return true;
}

/** Pins a rollout after a rollback. The rollout must be locked. */
export async function pin(
  stores: Stores,
  { rollout, by, at, revision }: Deed & { readonly revision: number },
): Promise<void> {
  const { id } = rollout;
  await stores.pins.pin({ rolloutId: id, since: at, by, revision });
  await stores.rollouts.update(id, { pinned: true });
}
