import type { Proposal } from '@one-click/backstage-plugin-one-click-common';
import type { MemoryTables } from '../storage/MemoryTables';
import type { StorePage } from '../storage/StorePage';
import type {
  ProposalDecision,
  ProposalPosition,
  ProposalRecord,
  ProposalStore,
} from './ProposalStore';

/** Keeps proposals in memory, for tests. */
export class InMemoryProposalStore implements ProposalStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async insert(proposal: ProposalRecord): Promise<void> {
    this.#tables().proposals.set(proposal.id, proposal);
  }

  async find(
    rolloutId: string,
    id: string,
  ): Promise<ProposalRecord | undefined> {
    const found = this.#tables().proposals.get(id);
    return found?.rolloutId === rolloutId ? found : undefined;
  }

  async listInState(
    rolloutId: string,
    state: Proposal['state'],
  ): Promise<readonly ProposalRecord[]> {
    return this.#newestFirst(rolloutId).filter(each => each.state === state);
  }

  async list(query: {
    readonly rolloutId: string;
    readonly before?: ProposalPosition | undefined;
    readonly limit: number;
  }): Promise<StorePage<ProposalRecord, ProposalPosition>> {
    const { rolloutId, before, limit } = query;
    const all = this.#newestFirst(rolloutId);
    const rest = all.filter(each => !before || keyOf(each) < keyOf(before));
    const items = rest.slice(0, limit);
    return {
      items,
      total: all.length,
      next: rest.length > limit ? items.at(-1) : undefined,
    };
  }

  async decide(id: string, decision: ProposalDecision): Promise<boolean> {
    const found = this.#tables().proposals.get(id);
    if (found?.state !== 'open') {
      return false;
    }
    this.#tables().proposals.set(id, { ...found, ...decision });
    return true;
  }

  #newestFirst(rolloutId: string): ProposalRecord[] {
    return [...this.#tables().proposals.values()]
      .filter(each => each.rolloutId === rolloutId)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
  }
}

function keyOf({ createdAt, id }: ProposalPosition): string {
  return `${createdAt} ${id}`;
}
