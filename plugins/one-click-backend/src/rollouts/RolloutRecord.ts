import type {
  Problem,
  Revision,
  RolloutState,
  RolloutSummary,
  UpdateImage,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Instant } from '../storage/Instant';

/** What lists show of a rollout's newest spec. */
export type Facade = Pick<RolloutSummary, 'image' | 'hosts'>;

/** The states that come from the operator; the others are laid over them. */
export type SeenState = Exclude<
  RolloutState,
  'WaitingToApply' | 'Unknown' | 'InTheBin'
>;

/** What was last seen of a CR, beside its state. */
export interface LiveFacts {
  readonly since: Instant;
  readonly wanted: number;
  readonly ready: number;
  readonly revision: number | undefined;
  readonly servingRevision: number | undefined;
  readonly problems: readonly Problem[];
  readonly podNames: readonly string[];
  /** Whether all this speaks of the CR's newest spec. */
  readonly observed: boolean;
  readonly seenAt: Instant;
}

/** A CR's spec that is not the one we told the cluster. */
export interface Drift {
  /** Without plaintext secrets. */
  readonly spec: RolloutSpecInput;
  readonly generation: number;
  /** The field manager that changed it, such as `kubectl-edit`. */
  readonly by: string;
  readonly at: Instant;
  /** Who decided to keep it for now. */
  readonly kept?: { readonly by: string; readonly at: Instant } | undefined;
}

export interface RolloutRecord {
  readonly id: string;
  readonly projectId: string;
  readonly cluster: string;
  readonly name: string;
  readonly title: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  /** Number of the newest revision, and who made it. */
  readonly newest: number;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly changedVia: Revision['via'];
  readonly facade: Facade;
  /** When the oldest save was made that is not in the cluster yet. */
  readonly waitingSince: Instant | undefined;
  /** When the cluster was last told, or the rollout made. */
  readonly toldAt: Instant;
  /** The revision that the cluster was last told to run. */
  readonly told: number | undefined;
  /** The CR's generation whose spec is that revision's, or was merged into a later one. */
  readonly knownGeneration: number | undefined;
  readonly state: SeenState | undefined;
  readonly live: LiveFacts | undefined;
  /** What another hand made of the CR, until a save joins it. */
  readonly drift: Drift | undefined;
  readonly madeInCluster: boolean;
  readonly deletedInCluster: boolean;
  readonly pinned: boolean;
  /** What its update policy found and did not take by itself. */
  readonly newerImage?: UpdateImage | undefined;
  /** Since when it waits in the bin, and who put it there. */
  readonly binnedAt: Instant | undefined;
  readonly binnedBy: string | undefined;
  /** When it is purged unless it is restored; absent for never. */
  readonly purgeAt: Instant | undefined;
  /** Whether it went to the bin with its project, and so comes back with it. */
  readonly binnedWithProject: boolean;
  /** The purge that is under way. */
  readonly purgeId: string | undefined;
  /** Hash of its picture. */
  readonly avatar: string | undefined;
}

/** What of a rollout may change. */
export type RolloutPatch = Partial<
  Omit<
    RolloutRecord,
    'id' | 'projectId' | 'cluster' | 'name' | 'createdAt' | 'createdBy'
  >
>;
