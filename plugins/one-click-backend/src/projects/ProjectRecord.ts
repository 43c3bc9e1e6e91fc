import type { Role } from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';

/** A role given to a user or a group, beside what ownership brings. */
export interface Grant {
  readonly principal: string;
  readonly role: Role;
  readonly createdAt: Instant;
  readonly createdBy: string;
}

export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly owner: string;
  readonly cluster: string;
  readonly namespace: string;
  /** The namespace that is ours; absent until it was made. */
  readonly namespaceUid: string | undefined;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly grants: readonly Grant[];
  /** Since when it waits in the bin, and who put it there. */
  readonly binnedAt: Instant | undefined;
  readonly binnedBy: string | undefined;
  /** When it is purged unless it is restored; absent for never. */
  readonly purgeAt: Instant | undefined;
  /** The purge that is under way. */
  readonly purgeId: string | undefined;
  /** Whether the namespace was there before the project, and so is never deleted. */
  readonly isAdopted: boolean;
  /** Hash of the objects that guard its namespace, as last applied. */
  readonly policy: string | undefined;
  /** Hash of its picture. */
  readonly avatar: string | undefined;
}

/** What of a project may change. */
export type ProjectPatch = Partial<
  Pick<
    ProjectRecord,
    | 'title'
    | 'description'
    | 'tags'
    | 'owner'
    | 'namespaceUid'
    | 'binnedAt'
    | 'binnedBy'
    | 'purgeAt'
    | 'purgeId'
    | 'policy'
    | 'avatar'
    | 'changedAt'
    | 'changedBy'
  >
>;
