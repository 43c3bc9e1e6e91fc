import type { Proposal } from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';
import type { StorePage } from '../storage/StorePage';

/** A change that waits for a person. */
export interface ProposalRecord {
  readonly id: string;
  readonly rolloutId: string;
  readonly baseRevision: number;
  readonly patch: Proposal['patch'];
  /** Who proposes it. */
  readonly actor: string;
  readonly source: Proposal['source'];
  readonly state: Proposal['state'];
  readonly createdAt: Instant;
  readonly decidedAt: Instant | undefined;
  readonly decidedBy: string | undefined;
  readonly revision: number | undefined;
}

/** Where a page of proposals ends. */
export interface ProposalPosition {
  readonly createdAt: Instant;
  readonly id: string;
}

/** What became of a proposal. */
export interface ProposalDecision {
  readonly state: Exclude<Proposal['state'], 'open'>;
  readonly decidedAt: Instant;
  readonly decidedBy: string;
  readonly revision?: number | undefined;
}

/** Keeps proposals. */
export interface ProposalStore {
  insert(proposal: ProposalRecord): Promise<void>;
  find(rolloutId: string, id: string): Promise<ProposalRecord | undefined>;
  /** Those of one state, newest first, 100 at most. */
  listInState(
    rolloutId: string,
    state: Proposal['state'],
  ): Promise<readonly ProposalRecord[]>;
  /** Newest first. */
  list(query: {
    readonly rolloutId: string;
    readonly before?: ProposalPosition | undefined;
    readonly limit: number;
  }): Promise<StorePage<ProposalRecord, ProposalPosition>>;
  /** False where it is not open any more; then nothing changes. */
  decide(id: string, decision: ProposalDecision): Promise<boolean>;
}
