import type {
  Blueprint,
  Cluster,
  Me,
  Page,
  Project,
  ProjectCreate,
  ProjectListQuery,
  ProjectUpdate,
  Revision,
  RevisionDetail,
  Rollback,
  RolloutCreate,
  RolloutDetail,
  RolloutListQuery,
  RolloutSave,
  RolloutSummary,
  Saved,
  StreamEvent,
  StreamRequest,
} from '../wire';
import type { AnswerOf, CallOf } from './Call';
import type { JsonOperation, RawOperation } from './endpoints';

/** Names one rollout. */
export interface RolloutRef {
  readonly project: string;
  readonly rollout: string;
}

/** Options of each request. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** A Backstage token, for callers outside of a browser. */
  readonly token?: string | undefined;
}

/** Options of requests that change something. */
export interface WriteOptions extends RequestOptions {
  /** The same key makes a retried request one change; a random one where absent. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of the stream; `lastEventId` resumes after that event, `resume` goes on with logs. */
export interface StreamOptions extends RequestOptions {
  readonly lastEventId?: string | undefined;
  readonly resume?: StreamRequest['resume'];
}

export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * The One-Click API as its callers see it. Every method throws `OneClickError`
 * where the server refuses, and a plain Error where it does not answer.
 */
export interface OneClickApi {
  /** Any operation of the table of endpoints that answers with JSON. */
  call<Op extends JsonOperation>(
    operation: Op,
    request: CallOf<Op>,
    options?: WriteOptions,
  ): Promise<AnswerOf<Op>>;
  /** Any operation that answers with something else: the caller reads the body. */
  open<Op extends RawOperation>(
    operation: Op,
    request: CallOf<Op>,
    options?: WriteOptions,
  ): Promise<Response>;

  getMe(options?: RequestOptions): Promise<Me>;
  listClusters(options?: RequestOptions): Promise<Cluster[]>;
  listBlueprints(options?: RequestOptions): Promise<Blueprint[]>;

  listProjects(
    query?: ProjectListQuery,
    options?: RequestOptions,
  ): Promise<Page<Project>>;
  getProject(project: string, options?: RequestOptions): Promise<Project>;
  createProject(
    project: ProjectCreate,
    options?: WriteOptions,
  ): Promise<Project>;
  updateProject(
    project: string,
    update: ProjectUpdate,
    options?: RequestOptions,
  ): Promise<Project>;

  listRollouts(
    query?: RolloutListQuery,
    options?: RequestOptions,
  ): Promise<Page<RolloutSummary>>;
  getRollout(ref: RolloutRef, options?: RequestOptions): Promise<RolloutDetail>;
  createRollout(
    project: string,
    rollout: RolloutCreate,
    options?: WriteOptions,
  ): Promise<Saved>;
  /** Saves on top of `baseRevision`; throws with `conflict` set where both sides changed the same field. */
  saveRollout(
    ref: RolloutRef,
    save: RolloutSave & { readonly baseRevision: number },
    options?: WriteOptions,
  ): Promise<Saved>;
  rollBack(
    ref: RolloutRef,
    rollback: Rollback,
    options?: WriteOptions,
  ): Promise<Saved>;

  listRevisions(
    ref: RolloutRef,
    page?: PageRequest,
    options?: RequestOptions,
  ): Promise<Page<Revision>>;
  getRevision(
    ref: RolloutRef,
    revision: number,
    options?: RequestOptions,
  ): Promise<RevisionDetail>;

  /** Yields events until the signal aborts or the connection ends; the caller opens it again. */
  stream(
    topics: readonly string[],
    options?: StreamOptions,
  ): AsyncIterable<StreamEvent>;
}
