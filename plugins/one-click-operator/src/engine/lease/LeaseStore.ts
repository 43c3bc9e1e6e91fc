import type { CallOptions } from '@one-click/backstage-plugin-one-click-kube';

/** Where a lease lives. */
export interface LeaseRef {
  readonly namespace: string;
  readonly name: string;
}

/** What a lease says, and when it was read. */
export interface LeaseRecord {
  /** Empty where nobody holds it. */
  readonly holder: string;
  readonly resourceVersion: string;
  /** How long it holds after a renewal; `undefined` where it does not say. */
  readonly durationMs: number | undefined;
  readonly transitions: number;
  /** Differs after each renewal; by it, not by the time in it, a renewal is noticed. */
  readonly stamp: string;
}

/** What a holder writes. */
export interface LeaseClaim {
  /** Empty lets go of it. */
  readonly holder: string;
  readonly durationMs: number;
  readonly transitions: number;
  /** Epoch milliseconds, for people to read. */
  readonly renewedAt: number;
  /** Epoch milliseconds; absent leaves what is there. */
  readonly acquiredAt?: number | undefined;
}

/** One lease. Methods reject with a `KubeError`. */
export interface LeaseStore {
  /** `undefined` where there is none. */
  read(options: CallOptions): Promise<LeaseRecord | undefined>;
  /** Rejects with `KubeAlreadyExistsError` where there is one. */
  create(claim: LeaseClaim, options: CallOptions): Promise<LeaseRecord>;
  /** Rejects with `KubeConflictError` where it is no longer the one that was read. */
  update(
    claim: LeaseClaim,
    options: CallOptions & { readonly resourceVersion: string },
  ): Promise<LeaseRecord>;
}
