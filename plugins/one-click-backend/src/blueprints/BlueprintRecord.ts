import type {
  BlueprintParameter,
  BlueprintVisibility,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Instant } from '../storage/Instant';

/** A blueprint that somebody made. */
export interface BlueprintRecord {
  readonly id: string;
  /** For links; made of the title and chance. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly readme: string;
  readonly owner: string;
  readonly visibility: BlueprintVisibility;
  /** Number of the last version. */
  readonly newest: number;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** What of a blueprint may change. */
export type BlueprintPatch = {
  readonly [K in keyof Omit<
    BlueprintRecord,
    'id' | 'name' | 'createdAt' | 'createdBy'
  >]?: BlueprintRecord[K] | undefined;
};

/** One version; it never changes. */
export interface VersionRecord {
  readonly blueprintId: string;
  readonly number: number;
  readonly template: RolloutSpecInput;
  readonly parameters: readonly BlueprintParameter[];
  readonly notes: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
}
