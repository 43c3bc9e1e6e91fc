import type { Instant } from '../storage/Instant';
import type { MemoryTables } from '../storage/MemoryTables';
import type { StorePage } from '../storage/StorePage';
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

/** What the in-memory store holds. */
export interface UpdateTables {
  policies: Map<string, LeasedPolicy>;
  decisions: StoredDecision[];
  sightings: (Sighting & { readonly rolloutId: string })[];
}

/** A policy with who works on it. */
export interface LeasedPolicy extends UpdatePolicyRecord {
  readonly leasedUntil?: Instant | undefined;
  readonly leasedBy?: string | undefined;
}

/** Tables with nothing in them. */
export function emptyUpdateTables(): UpdateTables {
  return { policies: new Map(), decisions: [], sightings: [] };
}

/** Keeps update policies in memory, for tests. */
export class InMemoryUpdateStore implements UpdateStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async put(policy: UpdatePolicyRecord): Promise<void> {
    this.#updates.policies.set(policy.rolloutId, policy);
  }

  async find(rolloutId: string): Promise<UpdatePolicyRecord | undefined> {
    const policy = this.#updates.policies.get(rolloutId);
    return policy && withoutLease(policy);
  }

  async remove(rolloutId: string): Promise<boolean> {
    const updates = this.#updates;
    updates.sightings = updates.sightings.filter(
      each => each.rolloutId !== rolloutId,
    );
    return updates.policies.delete(rolloutId);
  }

  async listDueRegistries(now: Instant): Promise<readonly string[]> {
    return [...new Set(this.#due(now).map(({ registry }) => registry))];
  }

  async claim(request: UpdateClaim): Promise<readonly UpdatePolicyRecord[]> {
    const { registry, by, now, until, limit } = request;
    const claimed = this.#due(now)
      .filter(policy => policy.registry === registry)
      .slice(0, limit);
    for (const policy of claimed) {
      this.#updates.policies.set(policy.rolloutId, {
        ...policy,
        leasedBy: by,
        leasedUntil: until,
      });
    }
    return claimed.map(withoutLease);
  }

  async finish(
    { policy, by }: UpdateLease,
    patch: UpdatePolicyPatch,
  ): Promise<boolean> {
    const held = this.#updates.policies.get(policy.rolloutId);
    if (held?.leasedBy !== by || held.changedAt !== policy.changedAt) {
      return false;
    }
    const isDue = held.dueAt !== policy.dueAt;
    this.#updates.policies.set(policy.rolloutId, {
      ...withoutLease(held),
      ...patch,
      dueAt: isDue ? held.dueAt : patch.dueAt,
      dueBy: isDue ? held.dueBy : 'poll',
    });
    return true;
  }

  async dropLeases(): Promise<void> {
    for (const [id, policy] of this.#updates.policies) {
      this.#updates.policies.set(id, withoutLease(policy));
    }
  }

  async makeDue(
    rolloutId: string,
    due: { readonly at: Instant; readonly by: UpdateTrigger },
  ): Promise<boolean> {
    const policy = this.#updates.policies.get(rolloutId);
    if (!policy) {
      return false;
    }
    const patch = { dueAt: due.at, dueBy: due.by };
    this.#updates.policies.set(rolloutId, { ...policy, ...patch });
    return true;
  }

  async append(decision: UpdateDecisionRecord): Promise<void> {
    const { decisions } = this.#updates;
    decisions.push({ ...decision, id: decisions.length + 1 });
  }

  async findNewest(rolloutId: string): Promise<StoredDecision | undefined> {
    return this.#updates.decisions.findLast(
      each => each.rolloutId === rolloutId,
    );
  }

  async listDecisions(query: {
    readonly rolloutId: string;
    readonly before?: number | undefined;
    readonly limit: number;
  }): Promise<StorePage<StoredDecision, number>> {
    const { rolloutId, before = Infinity, limit } = query;
    const all = this.#updates.decisions
      .filter(each => each.rolloutId === rolloutId)
      .reverse();
    const rest = all.filter(({ id }) => id < before);
    const items = rest.slice(0, limit);
    return {
      items,
      total: all.length,
      next: rest.length > limit ? items.at(-1)?.id : undefined,
    };
  }

  async sight(rolloutId: string, sighting: Sighting): Promise<void> {
    const known = await this.listSightings(rolloutId);
    const { tag, digest } = sighting;
    if (!known.some(each => each.tag === tag && each.digest === digest)) {
      this.#updates.sightings.push({ ...sighting, rolloutId });
    }
  }

  async listSightings(rolloutId: string): Promise<readonly Sighting[]> {
    return this.#updates.sightings
      .filter(each => each.rolloutId === rolloutId)
      .map(({ tag, digest, since }) => ({ tag, digest, since }))
      .sort((a, b) => (a.tag + a.digest < b.tag + b.digest ? -1 : 1));
  }

  get #updates(): UpdateTables {
    return this.#tables().updates;
  }

  #due(now: Instant): LeasedPolicy[] {
    return [...this.#updates.policies.values()]
      .filter(({ dueAt }) => dueAt <= now)
      .filter(({ leasedUntil = '' }) => leasedUntil <= now)
      .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  }
}

function withoutLease(policy: LeasedPolicy): UpdatePolicyRecord {
  const { leasedBy, leasedUntil, ...rest } = policy;
  return rest;
}
