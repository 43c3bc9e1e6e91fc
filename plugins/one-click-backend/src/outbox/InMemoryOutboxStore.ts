import type { Instant } from '../storage/Instant';
import type { LeasedRow, MemoryTables } from '../storage/MemoryTables';
import { toKey } from './DatabaseOutboxStore';
import type {
  ClaimRequest,
  Lease,
  OutboxRecord,
  OutboxStore,
  OutboxSubject,
  OutboxSummary,
} from './OutboxStore';

const FREE = { leasedUntil: undefined, leasedBy: undefined };

/** Keeps the outbox in memory, for tests. */
export class InMemoryOutboxStore implements OutboxStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async put(row: OutboxRecord): Promise<void> {
    const { outbox } = this.#tables();
    const key = toKey(row.subject);
    const waiting = outbox.get(key);
    const { revision, attempts, dueAt } = row;
    outbox.set(
      key,
      waiting ? { ...waiting, revision, attempts, dueAt } : { ...row, ...FREE },
    );
  }

  async find(subject: OutboxSubject): Promise<OutboxRecord | undefined> {
    const row = this.#tables().outbox.get(toKey(subject));
    return row && toRecord(row);
  }

  async claim(request: ClaimRequest): Promise<readonly OutboxRecord[]> {
    const { cluster, by, now, until, limit } = request;
    const { outbox } = this.#tables();
    const due = [...outbox]
      .filter(([, row]) => row.cluster === cluster && row.dueAt <= now)
      .filter(([, row]) => !row.leasedUntil || row.leasedUntil <= now)
      .sort(([, a], [, b]) => a.createdAt.localeCompare(b.createdAt))
      .slice(0, limit);
    for (const [key, row] of due) {
      outbox.set(key, { ...row, leasedBy: by, leasedUntil: until });
    }
    return due.map(([, row]) => toRecord(row));
  }

  async renew(lease: Lease, until: Instant): Promise<boolean> {
    return this.#change(lease, { leasedUntil: until });
  }

  async retry(lease: Lease, dueAt: Instant): Promise<void> {
    const attempts = (this.#leased(lease)?.attempts ?? 0) + 1;
    this.#change(lease, { ...FREE, dueAt, attempts });
  }

  async complete(lease: Lease, revision: number): Promise<boolean> {
    if (this.#leased(lease)?.revision === revision) {
      return this.#tables().outbox.delete(toKey(lease.subject));
    }
    this.#change(lease, FREE);
    return false;
  }

  async makeDue(cluster: string, now: Instant): Promise<void> {
    const { outbox } = this.#tables();
    for (const [key, row] of outbox) {
      if (row.cluster === cluster && row.dueAt > now) {
        outbox.set(key, { ...row, dueAt: now });
      }
    }
  }

  async summarize(): Promise<readonly OutboxSummary[]> {
    const rows = [...this.#tables().outbox.values()];
    const clusters = [...new Set(rows.map(({ cluster }) => cluster))].sort();
    return clusters.map(cluster => {
      const own = rows.filter(row => row.cluster === cluster);
      const [since = ''] = own.map(({ createdAt }) => createdAt).sort();
      return { cluster, rows: own.length, since };
    });
  }

  async dropLeases(by?: string): Promise<void> {
    const { outbox } = this.#tables();
    for (const [key, row] of outbox) {
      if (by === undefined || row.leasedBy === by) {
        outbox.set(key, { ...row, ...FREE });
      }
    }
  }

  #leased({ subject, by }: Lease): LeasedRow | undefined {
    const row = this.#tables().outbox.get(toKey(subject));
    return row?.leasedBy === by ? row : undefined;
  }

  #change(lease: Lease, change: Partial<LeasedRow>): boolean {
    const row = this.#leased(lease);
    if (row) {
      this.#tables().outbox.set(toKey(lease.subject), { ...row, ...change });
    }
    return row !== undefined;
  }
}

function toRecord(row: LeasedRow): OutboxRecord {
  const { leasedBy, leasedUntil, ...record } = row;
  return record;
}
