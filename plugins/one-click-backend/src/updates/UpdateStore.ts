import type {
  RegistryProblem,
  UpdateImage,
  UpdatePolicySettings,
  UpdateVerdict,
} from '@one-click/backstage-plugin-one-click-common';
import type { Instant } from '../storage/Instant';
import type { StorePage } from '../storage/StorePage';

/** What a moving tag stood for. */
export interface SeenImage {
  /** As in `ghcr.io/acme/web:latest`. */
  readonly name: string;
  readonly digest: string;
}

/** What makes a policy look. */
export type UpdateTrigger = 'poll' | 'webhook' | 'person';

export interface UpdatePolicyRecord {
  readonly rolloutId: string;
  /** The registry's host, as images name it. */
  readonly registry: string;
  readonly settings: UpdatePolicySettings;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly dueAt: Instant;
  readonly dueBy: UpdateTrigger;
  /** Looks in a row that got no answer. */
  readonly failures: number;
  /** How many looks came to what the newest decision says. */
  readonly looks: number;
  readonly lookedAt: Instant | undefined;
  /** What a moving tag stood for when it was first seen. */
  readonly seen: SeenImage | undefined;
}

/** What a look leaves behind at its policy. */
export type UpdatePolicyPatch = Pick<
  UpdatePolicyRecord,
  'registry' | 'dueAt' | 'failures' | 'looks' | 'lookedAt' | 'seen'
>;

export interface UpdateDecisionRecord {
  readonly rolloutId: string;
  readonly at: Instant;
  readonly trigger: UpdateTrigger;
  readonly verdict: UpdateVerdict;
  readonly reason: string;
  readonly from: UpdateImage;
  readonly to: UpdateImage | undefined;
  readonly revision: number | undefined;
  readonly proposal: string | undefined;
  readonly problem: RegistryProblem | undefined;
  /** How many looks came to the decision before this one. */
  readonly looksBefore: number;
}

/** A decision as it is stored. */
export interface StoredDecision extends UpdateDecisionRecord {
  readonly id: number;
}

/** An image and since when it is known to be there. */
export interface Sighting {
  readonly tag: string;
  readonly digest: string;
  readonly since: Instant;
}

/** Some of the policies of one registry that are due. */
export interface UpdateClaim {
  readonly registry: string;
  readonly by: string;
  readonly now: Instant;
  readonly until: Instant;
  readonly limit: number;
}

/** A policy as it was claimed. */
export interface UpdateLease {
  readonly policy: UpdatePolicyRecord;
  readonly by: string;
}

/** Keeps update policies, what they decided, and since when images are there. */
export interface UpdateStore {
  /** In place of the policy before. */
  put(policy: UpdatePolicyRecord): Promise<void>;
  find(rolloutId: string): Promise<UpdatePolicyRecord | undefined>;
  remove(rolloutId: string): Promise<boolean>;
  /** Registries that have policies which are due and on which nobody works. */
  listDueRegistries(now: Instant): Promise<readonly string[]>;
  /** Hands each policy to one process until its lease ends, the longest due first. */
  claim(request: UpdateClaim): Promise<readonly UpdatePolicyRecord[]>;
  /**
   * Gives a policy back, due when the patch says, or when somebody else said
   * meanwhile. False where it is not leased to that process any more, or was
   * put anew; then nothing changes.
   */
  finish(lease: UpdateLease, patch: UpdatePolicyPatch): Promise<boolean>;
  /** Takes all leases back. */
  dropLeases(): Promise<void>;
  /** Has a policy look; false where there is none. */
  makeDue(
    rolloutId: string,
    due: { readonly at: Instant; readonly by: UpdateTrigger },
  ): Promise<boolean>;

  append(decision: UpdateDecisionRecord): Promise<void>;
  findNewest(rolloutId: string): Promise<StoredDecision | undefined>;
  /** Newest first. */
  listDecisions(query: {
    readonly rolloutId: string;
    readonly before?: number | undefined;
    readonly limit: number;
  }): Promise<StorePage<StoredDecision, number>>;

  /** Remembers an image; one that is known keeps its moment. */
  sight(rolloutId: string, sighting: Sighting): Promise<void>;
  listSightings(rolloutId: string): Promise<readonly Sighting[]>;
}
