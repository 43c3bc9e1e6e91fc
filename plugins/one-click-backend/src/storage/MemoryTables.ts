import type { ActivityRecord } from '../activity/ActivityStore';
import type { ClusterRecord } from '../clusters/ClusterStore';
import type { IdempotentResult } from '../idempotency/IdempotencyStore';
import type { OutboxRecord } from '../outbox/OutboxStore';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import type { EntityLink } from '../rollouts/EntityLinkStore';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Instant } from './Instant';

/** A row of the outbox with who works on it. */
export interface LeasedRow extends OutboxRecord {
  readonly leasedUntil: Instant | undefined;
  readonly leasedBy: string | undefined;
}

/** All that the in-memory stores hold; copied whole for each transaction. */
export interface MemoryTables {
  projects: Map<string, ProjectRecord>;
  rollouts: Map<string, RolloutRecord>;
  revisions: RevisionRecord[];
  entityLinks: EntityLink[];
  outbox: Map<string, LeasedRow>;
  activity: ActivityRecord[];
  idempotency: Map<string, IdempotentResult & { readonly at: Instant }>;
  clusters: Map<string, ClusterRecord>;
}

/** Tables with nothing in them. */
export function emptyTables(): MemoryTables {
  return {
    projects: new Map(),
    rollouts: new Map(),
    revisions: [],
    entityLinks: [],
    outbox: new Map(),
    activity: [],
    idempotency: new Map(),
    clusters: new Map(),
  };
}

/** Whether one of `principals` owns a project or has a role in it; without principals, always. */
export function isProjectVisible(
  project: ProjectRecord | undefined,
  principals: readonly string[] | undefined,
): boolean {
  if (!principals) {
    return true;
  }
  return (
    project !== undefined &&
    (principals.includes(project.owner) ||
      project.grants.some(({ principal }) => principals.includes(principal)))
  );
}

/** Whether a text is part of one of others, in any case. */
export function isPartOf(
  text: string | undefined,
  ...others: readonly string[]
): boolean {
  const wanted = text?.toLowerCase() ?? '';
  return others.some(other => other.toLowerCase().includes(wanted));
}
