import type { Instant } from '../storage/Instant';
import type { Address } from './Address';

/** That an address of a cluster belongs to a rollout. */
export interface HostClaim extends Address {
  readonly cluster: string;
  readonly rolloutId: string;
  readonly claimedAt: Instant;
}

/** Keeps which rollout each address belongs to; an address of a cluster has one holder. */
export interface HostClaimStore {
  /**
   * Makes a claim, unless somebody holds the address: gives who holds it now.
   * Of two that claim at once, the other waits for the first one's transaction.
   */
  claim(claim: HostClaim): Promise<HostClaim>;
  /** Gives up all that a rollout claimed beside `kept`. */
  releaseAllBut(rolloutId: string, kept: readonly Address[]): Promise<void>;
  find(
    request: Address & { readonly cluster: string },
  ): Promise<HostClaim | undefined>;
  listByRollout(rolloutId: string): Promise<readonly HostClaim[]>;
}
