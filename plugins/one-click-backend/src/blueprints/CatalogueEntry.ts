import type {
  BlueprintParameter,
  BlueprintVisibility,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Instant } from '../storage/Instant';
import type { BlueprintRecord } from './BlueprintRecord';

/** A version, wherever the blueprint comes from. */
export interface CatalogueVersion {
  readonly number: number;
  readonly notes: string;
  readonly parameters: readonly BlueprintParameter[];
  readonly template: RolloutSpecInput;
  readonly createdAt?: Instant | undefined;
  readonly createdBy?: string | undefined;
}

interface EntryFacts {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly readme: string;
  readonly visibility: BlueprintVisibility;
  readonly newest: number;
}

/** A blueprint of a source, of which there is one version only. */
export interface SourcedEntry extends EntryFacts {
  readonly kind: 'sourced';
  readonly source: string;
  readonly version: CatalogueVersion;
}

/** A blueprint that somebody made. */
export interface StoredEntry extends BlueprintRecord {
  readonly kind: 'stored';
}

/** A blueprint in the catalogue. */
export type CatalogueEntry = SourcedEntry | StoredEntry;
