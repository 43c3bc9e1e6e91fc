import type {
  Page,
  Project,
  ProjectCreate,
  ProjectListQuery,
  ProjectUpdate,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  Caller,
  PersonalAccess,
  ProjectAccess,
  UserCaller,
} from '../access';
import type { IdempotencyKey } from '../idempotency/IdempotencyKey';

/** Keeps projects. The cluster may be away: a namespace is made when it is back. */
export interface ProjectService {
  list(caller: Caller, query: ProjectListQuery): Promise<Page<Project>>;
  get(access: ProjectAccess): Promise<Project>;
  /** Throws NotAllowedError for an owner that the caller is no part of. */
  create(request: {
    readonly caller: UserCaller;
    readonly project: ProjectCreate;
    readonly idempotency?: IdempotencyKey | undefined;
    /** A namespace that exists and becomes the project's; a new one where absent. */
    readonly adopted?: string | undefined;
  }): Promise<Project>;
  update(access: PersonalAccess, update: ProjectUpdate): Promise<Project>;
}
