import type { Instant } from '../storage/Instant';

/** Why update policies leave a rollout alone. */
export interface PinRecord {
  readonly rolloutId: string;
  readonly since: Instant;
  readonly by: string;
  /** The rollback that pinned it. */
  readonly revision: number;
}

/** An image that no update policy takes for a rollout. */
export interface QuarantineRecord {
  readonly id: string;
  readonly rolloutId: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string | undefined;
  readonly since: Instant;
  readonly by: string;
  /** The revision that was rolled back; absent where a person named the image. */
  readonly revision: number | undefined;
}

/** A rollout that has more in quarantine than this has a better cure than a list. */
export const MAX_QUARANTINED = 200;

/** Keeps what holds update policies off rollouts. */
export interface PinStore {
  /** In place of the pin before. */
  pin(pin: PinRecord): Promise<void>;
  findPin(rolloutId: string): Promise<PinRecord | undefined>;
  unpin(rolloutId: string): Promise<void>;
  quarantine(image: QuarantineRecord): Promise<void>;
  /** Newest first, {@link MAX_QUARANTINED} at most. */
  listQuarantined(rolloutId: string): Promise<readonly QuarantineRecord[]>;
  /** Without an id, all of the rollout's; returns what was released. */
  release(rolloutId: string, id?: string): Promise<readonly QuarantineRecord[]>;
}
