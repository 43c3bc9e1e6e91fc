import type { Instant } from '../storage/Instant';

/** A Secret that nothing refers to is left alone for this long after its last use. */
export const SECRET_REST_MS = 24 * 60 * 60 * 1000;

/** One value of a Secret, without the value. */
export interface SecretKey {
  readonly name: string;
  /** Tells whether two values are the same, under the rollout's own key. */
  readonly hash: string;
  readonly at: Instant;
  readonly by: string;
}

/** Who signs in, and where. */
export interface SignInFacts {
  readonly registry: string;
  readonly username: string;
}

/** A Secret that we wrote into the cluster for a rollout. It never changes: its name is that of its content. */
export interface SecretRecord {
  readonly rolloutId: string;
  readonly name: string;
  readonly kind: SecretKind;
  readonly keys: readonly SecretKey[];
  /** Of a pull secret. */
  readonly signIn: SignInFacts | undefined;
  readonly createdAt: Instant;
  /** When to look whether anything refers to it; absent once it was collected. */
  readonly dueAt: Instant | undefined;
  /** When it was taken away, since nothing referred to it. */
  readonly collectedAt: Instant | undefined;
}

/** `values` become variables; a `sign-in` is for the registry. */
export type SecretKind = 'values' | 'sign-in';

/** Names one Secret. */
export interface SecretRef {
  readonly rolloutId: string;
  readonly name: string;
}

/** Keeps what is known of Secrets, never a value. */
export interface SecretStore {
  /** The key that a rollout hashes its values with. */
  findHashKey(rolloutId: string): Promise<string | undefined>;
  /** Keeps a key unless the rollout has one; resolves to the one that it has. */
  keepHashKey(rolloutId: string, hashKey: string): Promise<string>;
  find(
    rolloutId: string,
    names: readonly string[],
  ): Promise<readonly SecretRecord[]>;
  /** Keeps a record in place of the one of that name, if any. */
  put(record: SecretRecord): Promise<void>;
  /** Says when to look at Secrets again. */
  postpone(
    rolloutId: string,
    names: readonly string[],
    dueAt: Instant,
  ): Promise<void>;
  markCollected(ref: SecretRef, at: Instant): Promise<void>;
  /** Those to be looked at before a moment, the longest due first. */
  listDue(before: Instant, limit: number): Promise<readonly SecretRef[]>;
}
