import type { Knex } from 'knex';
import type { Instant } from '../storage/Instant';
import type { Nullable } from '../storage/rows';
import type {
  ClaimRequest,
  Lease,
  OutboxRecord,
  OutboxStore,
  OutboxSubject,
  OutboxSummary,
} from './OutboxStore';

interface OutboxRow {
  subject: string;
  cluster: string;
  revision: number;
  created_at: string;
  attempts: number;
  due_at: string;
  leased_until: Nullable<string>;
  leased_by: Nullable<string>;
}

const FREE = { leased_until: null, leased_by: null };

/** Keeps the outbox in the plugin's database. */
export class DatabaseOutboxStore implements OutboxStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseOutboxStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(row: OutboxRecord): Promise<void> {
    await this.#table()
      .insert({
        subject: toKey(row.subject),
        cluster: row.cluster,
        revision: row.revision,
        created_at: row.createdAt,
        attempts: row.attempts,
        due_at: row.dueAt,
        ...FREE,
      })
      .onConflict('subject')
      .merge(['revision', 'attempts', 'due_at']);
  }

  async find(subject: OutboxSubject): Promise<OutboxRecord | undefined> {
    const row = await this.#table()
      .where({ subject: toKey(subject) })
      .first();
    return row && toRecord(row);
  }

  async claim(request: ClaimRequest): Promise<readonly OutboxRecord[]> {
    const { cluster, by, now, until, limit } = request;
    const due = this.#table()
      .where({ cluster })
      .where('due_at', '<=', now)
      .where(free =>
        free.whereNull('leased_until').orWhere('leased_until', '<=', now),
      )
      .orderBy('created_at')
      .limit(limit)
      .select('subject');
    if (this.#knex.client.config.client === 'pg') {
      // Replicas that claim at the same time pass each other's rows by.
      due.forUpdate().skipLocked();
    }
    const rows = await this.#table()
      .whereIn('subject', due)
      .update({ leased_by: by, leased_until: until })
      .returning<OutboxRow[]>('*');
    return rows
      .map(toRecord)
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  async renew(lease: Lease, until: Instant): Promise<boolean> {
    const renewed = await this.#leased(lease).update({ leased_until: until });
    return renewed > 0;
  }

  async retry(lease: Lease, dueAt: Instant): Promise<void> {
    await this.#leased(lease)
      .update({ ...FREE, due_at: dueAt })
      .increment('attempts');
  }

  async complete(lease: Lease, revision: number): Promise<boolean> {
    const removed = await this.#leased(lease).where({ revision }).del();
    if (removed === 0) {
      await this.#leased(lease).update(FREE);
    }
    return removed > 0;
  }

  async makeDue(cluster: string, now: Instant): Promise<void> {
    await this.#table()
      .where({ cluster })
      .where('due_at', '>', now)
      .update({ due_at: now });
  }

  async summarize(): Promise<readonly OutboxSummary[]> {
    const rows = await this.#knex('outbox')
      .groupBy('cluster')
      .orderBy('cluster')
      .select<{ cluster: string; rows: number | string; since: string }[]>(
        'cluster',
        this.#knex.raw('count(*) as rows'),
        this.#knex.raw('min(created_at) as since'),
      );
    return rows.map(row => ({ ...row, rows: Number(row.rows) }));
  }

  async dropLeases(by?: string): Promise<void> {
    await this.#table()
      .modify(rows => by !== undefined && rows.where({ leased_by: by }))
      .update(FREE);
  }

  #table(): Knex.QueryBuilder<OutboxRow, OutboxRow[]> {
    return this.#knex<OutboxRow>('outbox');
  }

  #leased({ subject, by }: Lease): Knex.QueryBuilder<OutboxRow, number> {
    return this.#knex<OutboxRow, number>('outbox').where({
      subject: toKey(subject),
      leased_by: by,
    });
  }
}

/** The subject as one text: the key of its row. */
export function toKey({ kind, id }: OutboxSubject): string {
  return `${kind}:${id}`;
}

function toRecord(row: OutboxRow): OutboxRecord {
  const [kind, id = ''] = row.subject.split(':');
  return {
    subject: { kind: kind === 'project' ? 'project' : 'rollout', id },
    cluster: row.cluster,
    revision: row.revision,
    createdAt: row.created_at,
    attempts: row.attempts,
    dueAt: row.due_at,
  };
}
