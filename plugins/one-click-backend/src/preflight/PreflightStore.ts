import type { Finding } from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';

/** Whose draft of what. */
export interface PreflightKey {
  readonly projectId: string;
  /** The rollout's name, since it may not exist yet. */
  readonly rollout: string;
  readonly actor: string;
}

/** What the newest pre-flight of a draft found, infos left out. */
export interface PreflightRecord extends PreflightKey {
  /** Tells whether a save is of the same draft. */
  readonly draftHash: string;
  readonly findings: readonly Finding[];
  readonly checkedAt: Instant;
}

/** Keeps what pre-flights found until the save that they were made for. */
export interface PreflightStore {
  /** Takes the place of the one before. */
  put(record: PreflightRecord): Promise<void>;
  find(key: PreflightKey): Promise<PreflightRecord | undefined>;
  /** Forgets those from before an instant. */
  prune(before: Instant): Promise<void>;
}
