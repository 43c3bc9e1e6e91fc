import type {
  Act,
  Page,
  Revision,
  RevisionDetail,
  RevisionQuery,
  Rollback,
  RolloutCreate,
  RolloutDetail,
  RolloutListQuery,
  RolloutSummary,
  Saved,
  SecretsEdit,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Caller, PersonalAccess, ProjectAccess } from '../access';
import type { IdempotencyKey } from '../idempotency/IdempotencyKey';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { SpecChangeOrder } from '../saving/changeSpec';
import type { SaveContext, SaveOutcome } from '../saving/SaveOutcome';
import type { Stores } from '../storage/StateKeeper';

/** A rollout in a project that the caller has a role in. */
export interface RolloutRequest<A extends ProjectAccess = ProjectAccess> {
  readonly access: A;
  readonly rollout: string;
}

/** A change to a rollout. */
export interface RolloutChange extends RolloutRequest<PersonalAccess> {
  /** Makes a retried request one change. */
  readonly idempotency?: IdempotencyKey | undefined;
}

export interface SaveRequest extends RolloutChange {
  readonly spec: RolloutSpecInput;
  /** Values beside the spec; they go into the cluster only. */
  readonly secrets?: SecretsEdit | undefined;
  /** What the timeline calls it, where not an edit. */
  readonly act?: Act | undefined;
  readonly note?: string | undefined;
  /** Ids of the warnings that the person takes. */
  readonly acknowledged?: readonly string[] | undefined;
  /** Volumes that may go with their data. */
  readonly loseVolumes?: readonly string[] | undefined;
  /** The revision that the form was opened with. */
  readonly baseRevision: number;
}

/** Reads rollouts and their revisions; the cluster may be away. */
export interface RolloutService {
  list(caller: Caller, query: RolloutListQuery): Promise<Page<RolloutSummary>>;
  get(request: RolloutRequest): Promise<RolloutDetail>;
  listRevisions(
    request: RolloutRequest,
    query: Partial<RevisionQuery>,
  ): Promise<Page<Revision>>;
  getRevision(request: RolloutRequest, number: number): Promise<RevisionDetail>;
}

/**
 * Changes rollouts: each change is one transaction that makes a revision and
 * an order to tell the cluster, and never waits for the cluster.
 */
export interface SaveService {
  create(
    request: Omit<RolloutChange, 'rollout'> & {
      readonly rollout: RolloutCreate;
    },
  ): Promise<Saved>;
  /** Throws SaveConflictError where others changed the same fields meanwhile. */
  save(request: SaveRequest): Promise<Saved>;
  /** Pins the rollout, and puts the image that is left into quarantine unless told otherwise. */
  rollBack(request: RolloutChange & { readonly to: Rollback }): Promise<Saved>;
  /** Changes one thing of the newest spec; no base revision is needed. */
  change(
    request: RolloutChange & { readonly order: Omit<SpecChangeOrder, 'name'> },
  ): Promise<Saved>;
  /**
   * Runs `work` in one transaction with what saves know of a project, and has
   * the cluster told what it made. For whoever is no person, or has more to
   * write than a revision.
   */
  transact<T extends SaveOutcome | undefined>(
    request: { readonly project: ProjectRecord; readonly actor: string },
    work: (stores: Stores, context: SaveContext) => Promise<T>,
  ): Promise<T>;
}
