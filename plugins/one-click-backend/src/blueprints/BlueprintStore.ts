import type { StorePage } from '../storage/StorePage';
import type {
  BlueprintPatch,
  BlueprintRecord,
  VersionRecord,
} from './BlueprintRecord';

/** A page of blueprints; all conditions have to hold. */
export interface BlueprintQuery {
  /** Who looks: they see what is theirs, what they subscribed to, and what the whole portal sees. Absent: all. */
  readonly visibleTo?: readonly string[] | undefined;
  readonly ownedBy?: readonly string[] | undefined;
  readonly subscribedBy?: readonly string[] | undefined;
  /** Part of the title, name or summary, in any case. */
  readonly text?: string | undefined;
  /** Name of the last blueprint of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Keeps blueprints and their versions. */
export interface BlueprintStore {
  insert(blueprint: BlueprintRecord): Promise<void>;
  find(name: string): Promise<BlueprintRecord | undefined>;
  findById(id: string): Promise<BlueprintRecord | undefined>;
  /** Reads it and keeps others from changing it until the transaction ends. */
  lock(id: string): Promise<BlueprintRecord | undefined>;
  update(id: string, patch: BlueprintPatch): Promise<void>;
  /** Removes it with versions, link and subscriptions. */
  remove(id: string): Promise<void>;
  /** By name. */
  list(query: BlueprintQuery): Promise<StorePage<BlueprintRecord, string>>;
  /** Throws where the blueprint has a version of that number. */
  append(version: VersionRecord): Promise<void>;
  findVersion(
    blueprintId: string,
    number: number,
  ): Promise<VersionRecord | undefined>;
  /** The last version of each. */
  findNewest(
    blueprintIds: readonly string[],
  ): Promise<ReadonlyMap<string, VersionRecord>>;
  /** Newest first. */
  listVersions(query: {
    readonly blueprintId: string;
    /** Only versions with a lower number. */
    readonly before?: number | undefined;
    readonly limit: number;
  }): Promise<StorePage<VersionRecord, number>>;
}
