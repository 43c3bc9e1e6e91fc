import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type {
  OneClickResourcePermission,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { Caller, UserCaller } from './Caller';
import type { RoleRules } from './roles';

/** Proof that a caller holds a role in a project; services act on nothing else. */
export interface ProjectAccess {
  readonly project: ProjectRecord;
  readonly role: Role;
  readonly caller: Caller;
}

/** Proof that a person holds a role in a project: what changes something wants a person. */
export interface PersonalAccess extends ProjectAccess {
  readonly caller: UserCaller;
}

/** Who wants to do what, and where. */
export interface EntryRequest {
  readonly caller: Caller;
  readonly project: string;
  /** Named where the request is about a rollout, so that one that may not be seen looks absent. */
  readonly rollout?: string | undefined;
  /** The least role that it takes. */
  readonly role: Role;
  /** What the portal's policy is asked for beside reading; one of those that the caller was identified for. */
  readonly permission?: OneClickResourcePermission | undefined;
}

/** Tells who asks and what they may do. */
export interface AccessService {
  readonly rules: RoleRules;
  /**
   * Asks the portal's policy about reading, and about `permissions`, once for
   * all that the request does. Throws AuthenticationError for credentials of
   * neither a person nor a service, or that have expired.
   */
  identify(
    credentials: BackstageCredentials,
    permissions?: readonly OneClickResourcePermission[],
  ): Promise<Caller>;
  /** Whether the portal's policy gives the caller a permission that is about no project. */
  isAllowed(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean>;
  /** As `isAllowed`, but throws NotAllowedError, which names the permission. */
  require(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void>;
  /**
   * Throws NotFoundError where the project does not exist or the caller may not
   * see it, which look alike, and NotAllowedError where they may see it but not
   * do this: it says which role is missing and who can grant it, or which
   * permission the portal's policy withholds.
   */
  enter(request: EntryRequest): Promise<ProjectAccess>;
}
