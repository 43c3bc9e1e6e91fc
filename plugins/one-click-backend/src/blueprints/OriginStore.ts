import type { BlueprintOrigin } from '@one-click/backstage-plugin-one-click-common';
import type { Visibility } from '../access/ProjectFilter';
import type { StorePage } from '../storage/StorePage';

/** Where a page of uses ends. */
export interface UsePosition {
  readonly version: number;
  readonly rolloutId: string;
}

/** A rollout made from a blueprint. */
export interface UseRecord extends UsePosition {
  readonly project: string;
  readonly rollout: string;
}

/** Keeps what rollouts were made from. */
export interface OriginStore {
  /** Takes the place of what the rollout came from before. */
  put(rolloutId: string, origin: BlueprintOrigin): Promise<void>;
  find(rolloutId: string): Promise<BlueprintOrigin | undefined>;
  /** How many rollouts were made from a blueprint. */
  count(blueprint: string): Promise<number>;
  /** The oldest version first; what is in the bin is left out. */
  list(query: {
    readonly blueprint: string;
    readonly visibleTo?: Visibility | undefined;
    readonly after?: UsePosition | undefined;
    readonly limit: number;
  }): Promise<StorePage<UseRecord, UsePosition>>;
}
