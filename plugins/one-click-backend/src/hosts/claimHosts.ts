import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { UnacceptableError } from '../errors';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';
import { addressesOf, addressText, isSameAddress } from './Address';

/** A spec that a rollout is about to have. */
export interface HostRequest {
  readonly spec: RolloutSpecInput;
  /** The spec before; that of the rollout itself where it is new. */
  readonly previous: RolloutSpecInput;
  readonly at: Instant;
  /** Whether it is in the cluster already, so that refusing it changes nothing. */
  readonly isMade: boolean;
}

/**
 * Claims the addresses of a spec for a rollout and gives up those it has no
 * more. Throws UnacceptableError by field for a new address that another
 * rollout holds, be it in the bin; one that the rollout asked for before is let
 * be, so that whatever else is wrong can be mended.
 */
export async function claimHosts(
  stores: Stores,
  rollout: RolloutRecord,
  request: HostRequest,
): Promise<void> {
  const { spec, previous, at, isMade } = request;
  const { cluster, id: rolloutId } = rollout;
  const wanted = addressesOf(spec);
  const before = rollout.newest === 0 ? [] : addressesOf(previous);
  // In one order, so that two saves never wait for each other.
  const inOrder = wanted.toSorted((a, b) =>
    `${a.host} ${a.path}` < `${b.host} ${b.path}` ? -1 : 1,
  );
  const refused = [];
  for (const { field, host, path } of inOrder) {
    const claim = { cluster, host, path, rolloutId, claimedAt: at };
    const holder = await stores.hostClaims.claim(claim);
    const isNew = !before.some(each => isSameAddress(each, claim));
    if (holder.rolloutId !== rolloutId && isNew && !isMade) {
      const message = await explainTaken(stores, rollout, holder);
      refused.push({ path: field, message });
    }
  }
  if (refused.length > 0) {
    throw new UnacceptableError(refused);
  }
  await stores.hostClaims.releaseAllBut(rolloutId, wanted);
}

/** Names the holder only within the project, where everybody sees it. */
async function explainTaken(
  stores: Stores,
  { projectId }: RolloutRecord,
  holder: {
    readonly host: string;
    readonly path: string;
    readonly rolloutId: string;
  },
): Promise<string> {
  const found = await stores.rollouts.findById(holder.rolloutId);
  const text = `'${addressText(holder)}'`;
  if (found?.projectId !== projectId) {
    return `asks for ${text}, which is already taken in this cluster: choose another host or path`;
  }
  const place = found.binnedAt === undefined ? '' : ' in the bin';
  return `asks for ${text}, which belongs to rollout '${found.name}'${place}: choose another host or path`;
}
