import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Role } from '@one-click/backstage-plugin-one-click-common';
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

/** Tells who asks and what they may do. */
export interface AccessService {
  readonly rules: RoleRules;
  /** Throws AuthenticationError for credentials of neither a person nor a service, or that have expired. */
  identify(credentials: BackstageCredentials): Promise<Caller>;
  /** Whether the person may make projects at all. */
  canCreateProjects(credentials: BackstageCredentials): Promise<boolean>;
  /** Throws NotAllowedError for a person who may not make projects. */
  requireProjectCreation(credentials: BackstageCredentials): Promise<void>;
  /**
   * Throws NotFoundError where the project does not exist or the caller has no
   * role in it, which look alike, and NotAllowedError, naming who can grant
   * more, where the role is too low.
   */
  enter(request: {
    readonly caller: Caller;
    readonly project: string;
    readonly role: Role;
  }): Promise<ProjectAccess>;
}
