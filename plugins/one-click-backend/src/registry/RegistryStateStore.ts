import type { RegistryProblemId } from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';

/** A registry that does not answer. */
export interface RegistryState {
  readonly host: string;
  readonly problem: RegistryProblemId;
  readonly sentence: string;
  readonly since: Instant;
  /** In a row. */
  readonly failures: number;
  /** Nobody asks it before. */
  readonly retryAt: Instant;
}

/** Keeps which registries do not answer, so that all replicas leave them alone. */
export interface RegistryStateStore {
  find(host: string): Promise<RegistryState | undefined>;
  put(state: RegistryState): Promise<void>;
  remove(host: string): Promise<void>;
  /** Forgets those that could have been asked again before that, and were not. */
  prune(before: Instant): Promise<void>;
  /** Registries that are not to be asked yet. */
  listResting(now: Instant): Promise<readonly string[]>;
}
