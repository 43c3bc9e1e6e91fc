import type { Knex } from 'knex';
import type { Instant } from '../storage/Instant';
import type { StorePage } from '../storage/StorePage';
import { toDecision, toDecisionRow, toPolicy, toPolicyRow } from './updateRows';
import type { DecisionRow, PolicyRow } from './updateRows';
import type {
  Sighting,
  StoredDecision,
  UpdateClaim,
  UpdateDecisionRecord,
  UpdateLease,
  UpdatePolicyPatch,
  UpdatePolicyRecord,
  UpdateStore,
  UpdateTrigger,
} from './UpdateStore';
import { toColumn, toJson } from '../storage/rows';

const FREE = { leased_until: null, leased_by: null };

interface SightingRow {
  rollout_id: string;
  tag: string;
  digest: string;
  since: string;
}

/** Keeps update policies in the plugin's database. */
export class DatabaseUpdateStore implements UpdateStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseUpdateStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(policy: UpdatePolicyRecord): Promise<void> {
    await this.#policies()
      .insert({ ...toPolicyRow(policy), ...FREE })
      .onConflict('rollout_id')
      .merge();
  }

  async find(rolloutId: string): Promise<UpdatePolicyRecord | undefined> {
    const row = await this.#policies().where({ rollout_id: rolloutId }).first();
    return row && toPolicy(row);
  }

  async remove(rolloutId: string): Promise<boolean> {
    const gone = await this.#policies().where({ rollout_id: rolloutId }).del();
    await this.#sightings().where({ rollout_id: rolloutId }).del();
    return gone > 0;
  }

  async listDueRegistries(now: Instant): Promise<readonly string[]> {
    const rows = await this.#due(now).distinct('registry');
    return rows.map(({ registry }) => registry);
  }

  async claim(request: UpdateClaim): Promise<readonly UpdatePolicyRecord[]> {
    const { registry, by, now, until, limit } = request;
    const due = this.#due(now)
      .where({ registry })
      .orderBy('due_at')
      .limit(limit)
      .select('rollout_id');
    if (this.#knex.client.config.client === 'pg') {
      // Replicas that claim at the same time pass each other's rows by.
      due.forUpdate().skipLocked();
    }
    const rows = await this.#policies()
      .whereIn('rollout_id', due)
      .update({ leased_by: by, leased_until: until })
      .returning<PolicyRow[]>('*');
    return rows.map(toPolicy).sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  }

  async finish(lease: UpdateLease, patch: UpdatePolicyPatch): Promise<boolean> {
    const { policy, by } = lease;
    const finished = await this.#policies()
      .where({
        rollout_id: policy.rolloutId,
        leased_by: by,
        changed_at: policy.changedAt,
      })
      .update({
        ...FREE,
        registry: patch.registry,
        failures: patch.failures,
        looks: patch.looks,
        looked_at: toColumn(patch.lookedAt),
        seen: toJson(patch.seen),
        // Who had it look meanwhile is not forgotten.
        due_by: this.#knex.raw('case when due_at = ? then ? else due_by end', [
          policy.dueAt,
          'poll',
        ]),
        due_at: this.#knex.raw('case when due_at = ? then ? else due_at end', [
          policy.dueAt,
          patch.dueAt,
        ]),
      });
    return finished > 0;
  }

  async dropLeases(): Promise<void> {
    await this.#policies().whereNotNull('leased_by').update(FREE);
  }

  async makeDue(
    rolloutId: string,
    due: { readonly at: Instant; readonly by: UpdateTrigger },
  ): Promise<boolean> {
    const made = await this.#policies()
      .where({ rollout_id: rolloutId })
      .update({ due_at: due.at, due_by: due.by });
    return made > 0;
  }

  async append(decision: UpdateDecisionRecord): Promise<void> {
    await this.#decisions().insert(toDecisionRow(decision));
  }

  async findNewest(rolloutId: string): Promise<StoredDecision | undefined> {
    const row = await this.#decisions()
      .where({ rollout_id: rolloutId })
      .orderBy('id', 'desc')
      .first();
    return row && toDecision(row);
  }

  async listDecisions(query: {
    readonly rolloutId: string;
    readonly before?: number | undefined;
    readonly limit: number;
  }): Promise<StorePage<StoredDecision, number>> {
    const { rolloutId, before, limit } = query;
    const all = this.#decisions().where({ rollout_id: rolloutId });
    const count = await all.clone().count({ total: '*' }).first();
    const rows = await all
      .modify(rest => before !== undefined && rest.where('id', '<', before))
      .orderBy('id', 'desc')
      .limit(limit + 1);
    const items = rows.slice(0, limit).map(toDecision);
    return {
      items,
      total: Number(count?.total ?? 0),
      next: rows.length > limit ? items.at(-1)?.id : undefined,
    };
  }

  async sight(rolloutId: string, sighting: Sighting): Promise<void> {
    await this.#sightings()
      .insert({ rollout_id: rolloutId, ...sighting })
      .onConflict(['rollout_id', 'tag', 'digest'])
      .ignore();
  }

  async listSightings(rolloutId: string): Promise<readonly Sighting[]> {
    return this.#sightings()
      .where({ rollout_id: rolloutId })
      .orderBy(['tag', 'digest'])
      .select('tag', 'digest', 'since');
  }

  #policies(): Knex.QueryBuilder<PolicyRow, PolicyRow[]> {
    return this.#knex<PolicyRow>('update_policies');
  }

  #decisions(): Knex.QueryBuilder<DecisionRow, DecisionRow[]> {
    return this.#knex<DecisionRow>('update_decisions');
  }

  #sightings(): Knex.QueryBuilder<SightingRow, SightingRow[]> {
    return this.#knex<SightingRow>('update_sightings');
  }

  #due(now: Instant): Knex.QueryBuilder<PolicyRow, PolicyRow[]> {
    return this.#policies()
      .where('due_at', '<=', now)
      .where(free =>
        free.whereNull('leased_until').orWhere('leased_until', '<=', now),
      );
  }
}
