import type { Instant } from '../storage/Instant';
import type { StorePage } from '../storage/StorePage';

/** A rollout's token for pipelines; the token itself is not in it. */
export interface DeployTokenRecord {
  readonly id: string;
  readonly rolloutId: string;
  readonly name: string;
  /** SHA-256, hexadecimal. */
  readonly tokenHash: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | undefined;
  readonly revokedAt: Instant | undefined;
  readonly revokedBy: string | undefined;
}

/** Where a page of tokens ends. */
export interface DeployTokenPosition {
  readonly createdAt: Instant;
  readonly id: string;
}

/** Keeps deploy tokens; revoked and expired ones stay to be seen. */
export interface DeployTokenStore {
  insert(token: DeployTokenRecord): Promise<void>;
  findByHash(tokenHash: string): Promise<DeployTokenRecord | undefined>;
  /** Newest first. */
  list(query: {
    readonly rolloutId: string;
    readonly before?: DeployTokenPosition | undefined;
    readonly limit: number;
  }): Promise<StorePage<DeployTokenRecord, DeployTokenPosition>>;
  /** How many of a rollout's tokens are neither revoked nor expired. */
  countLive(rolloutId: string, now: Instant): Promise<number>;
  /** The token as it is after; absent where the rollout has none of that id. One revoked before stays as it was. */
  revoke(
    rolloutId: string,
    id: string,
    revoked: { readonly at: Instant; readonly by: string },
  ): Promise<DeployTokenRecord | undefined>;
  recordUse(id: string, at: Instant): Promise<void>;
}
