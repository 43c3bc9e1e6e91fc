import type { Instant } from '../storage/Instant';

/** What the cluster is to be told about: a rollout, or a project that has no namespace yet. */
export interface OutboxSubject {
  readonly kind: 'project' | 'rollout';
  readonly id: string;
}

/** What a cluster has yet to be told about one subject. */
export interface OutboxRecord {
  readonly subject: OutboxSubject;
  readonly cluster: string;
  /** The rollout's newest revision; 0 for a project. */
  readonly revision: number;
  /** When the row was made: the oldest are told first. */
  readonly createdAt: Instant;
  readonly attempts: number;
  readonly dueAt: Instant;
}

/** What waits to be told to one cluster. */
export interface OutboxSummary {
  readonly cluster: string;
  readonly rows: number;
  /** When the oldest row was made. */
  readonly since: Instant;
}

/** A process's hold on one row. */
export interface Lease {
  readonly subject: OutboxSubject;
  readonly by: string;
}

export interface ClaimRequest {
  readonly cluster: string;
  readonly by: string;
  readonly now: Instant;
  readonly until: Instant;
  readonly limit: number;
}

/** Keeps what clusters have yet to be told: at most one row a subject. */
export interface OutboxStore {
  /** A row that waits already is moved to the newer revision and made due. */
  put(row: OutboxRecord): Promise<void>;
  find(subject: OutboxSubject): Promise<OutboxRecord | undefined>;
  /** Leases rows that are due and not leased, the oldest first; no two callers get the same. */
  claim(request: ClaimRequest): Promise<readonly OutboxRecord[]>;
  /** Makes a lease longer; false where it was lost. */
  renew(lease: Lease, until: Instant): Promise<boolean>;
  /** Gives a row back, to be due at `dueAt`, with one more attempt counted. */
  retry(lease: Lease, dueAt: Instant): Promise<void>;
  /**
   * Removes a row whose revision was dealt with. False where a newer revision
   * came meanwhile, or the lease was lost: the row then stays, and is due.
   */
  complete(lease: Lease, revision: number): Promise<boolean>;
  /** Makes all rows of a cluster due, as when it came back. */
  makeDue(cluster: string, now: Instant): Promise<void>;
  /** What waits, by cluster; clusters that nothing waits for are left out. */
  summarize(): Promise<readonly OutboxSummary[]>;
  /** Takes back leases, of one owner or of all: of processes that are known to be gone. */
  dropLeases(by?: string): Promise<void>;
}
