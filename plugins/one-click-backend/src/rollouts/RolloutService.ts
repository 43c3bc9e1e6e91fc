import type {
  Page,
  Revision,
  RevisionDetail,
  Rollback,
  RolloutCreate,
  RolloutDetail,
  RolloutListQuery,
  RolloutSummary,
  Saved,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Caller, PersonalAccess, ProjectAccess } from '../access';
import type { IdempotencyKey } from '../idempotency/IdempotencyKey';

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
  readonly note?: string | undefined;
  /** The revision that the form was opened with. */
  readonly baseRevision: number;
}

/** Reads rollouts and their revisions; the cluster may be away. */
export interface RolloutService {
  list(caller: Caller, query: RolloutListQuery): Promise<Page<RolloutSummary>>;
  get(request: RolloutRequest): Promise<RolloutDetail>;
  listRevisions(
    request: RolloutRequest,
    page: { readonly cursor?: string | undefined; readonly limit: number },
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
  rollBack(request: RolloutChange & { readonly to: Rollback }): Promise<Saved>;
}
