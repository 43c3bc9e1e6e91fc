import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { SecretKind } from './SecretStore';

/** Names an object in a project's namespace. */
export interface VaultRef {
  readonly project: ProjectRecord;
  readonly name: string;
}

/** Values by name, as they are. */
export type SecretValues = ReadonlyMap<string, string>;

/** A Secret to be written; its name is that of its content. */
export interface NewSecret extends VaultRef {
  readonly rollout: string;
  readonly kind: SecretKind;
  readonly values: SecretValues;
}

/** A Secret of ours as the cluster lists it, without values. */
export interface StoredSecret {
  readonly namespace: string;
  readonly name: string;
  readonly rollout: string;
  readonly uid: string;
  readonly resourceVersion: string;
  /** When a save last wrote it, or found it written. */
  readonly usedAt: string;
}

/**
 * Where secret values are: the cluster, and nowhere else. All methods throw
 * ClusterAwayError, with the field `secrets`, where the cluster does not
 * answer.
 */
export interface SecretVault {
  isReachable(project: ProjectRecord): boolean;
  /** Its values; absent where there is no such Secret. */
  read(ref: VaultRef): Promise<SecretValues | undefined>;
  /** Whether the cluster has a Secret of that name, read without its values. */
  has(ref: VaultRef): Promise<boolean>;
  /**
   * Makes sure of the namespace and of the Secret; one that is there already
   * counts as used now. Throws ConflictError where another content has its
   * name, and UnacceptableError where the cluster refuses it.
   */
  write(secret: NewSecret): Promise<void>;
  /** The Rollout with all that is readable in it, plaintext secrets included. */
  readRollout(ref: VaultRef): Promise<Rollout | undefined>;
  /** Takes kubectl's copy of the manifest off a Rollout. */
  dropLastApplied(ref: VaultRef): Promise<void>;
  /** The Secrets that we wrote in a project's namespace. */
  list(project: ProjectRecord): Promise<readonly StoredSecret[]>;
  /** All Rollouts of a namespace, as text to look for names in. */
  mentions(project: ProjectRecord): Promise<string>;
  /** Deletes a Secret unless it was used since it was listed. */
  remove(project: ProjectRecord, secret: StoredSecret): Promise<void>;
}
