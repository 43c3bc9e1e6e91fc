import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  oneClickProjectAdministerPermission,
  oneClickProjectCreatePermission,
  roleAtLeast,
} from '@one-click/backstage-plugin-one-click-common';
import type { Role } from '@one-click/backstage-plugin-one-click-common';
import type { ProjectStore } from '../projects/ProjectStore';
import type { AccessService, ProjectAccess } from './AccessService';
import type { Caller } from './Caller';
import { grantersOf, roleIn } from './roles';
import type { RoleRules } from './roles';

export interface DefaultAccessServiceOptions {
  readonly auth: Pick<AuthService, 'isPrincipal'>;
  readonly userInfo: UserInfoService;
  readonly permissions: PermissionsService;
  /** Whether the portal's permission framework is on. */
  readonly hasPolicy: boolean;
  readonly projects: ProjectStore;
  readonly rules: RoleRules;
}

/** Takes roles from catalog ownership and grants; a policy may add platform engineers. */
export class DefaultAccessService implements AccessService {
  readonly rules: RoleRules;
  readonly #options: DefaultAccessServiceOptions;

  static create(options: DefaultAccessServiceOptions) {
    return new DefaultAccessService(options);
  }

  private constructor(options: DefaultAccessServiceOptions) {
    this.#options = options;
    this.rules = options.rules;
  }

  async identify(credentials: BackstageCredentials): Promise<Caller> {
    const { auth, userInfo, hasPolicy } = this.#options;
    if (auth.isPrincipal(credentials, 'service')) {
      return { kind: 'service', ref: credentials.principal.subject };
    }
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new AuthenticationError('Sign in to use this');
    }
    const { userEntityRef, ownershipEntityRefs } = await userInfo.getUserInfo(
      credentials,
    );
    return {
      kind: 'user',
      ref: userEntityRef,
      principals: [...new Set([userEntityRef, ...ownershipEntityRefs])],
      // Without a policy the framework allows everything: nobody has granted
      // this, so nobody has it.
      canAdminister:
        hasPolicy &&
        (await this.#isAllowed(
          oneClickProjectAdministerPermission,
          credentials,
        )),
    };
  }

  async canCreateProjects(credentials: BackstageCredentials): Promise<boolean> {
    return this.#isAllowed(oneClickProjectCreatePermission, credentials);
  }

  async requireProjectCreation(
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.canCreateProjects(credentials))) {
      throw new NotAllowedError(
        `The portal's policy does not let you make projects: ask a platform engineer for the permission '${oneClickProjectCreatePermission.name}'`,
      );
    }
  }

  async enter(request: {
    readonly caller: Caller;
    readonly project: string;
    readonly role: Role;
  }): Promise<ProjectAccess> {
    const { caller, role: needed } = request;
    const project = await this.#options.projects.find(request.project);
    const role = project && roleIn(project, caller, this.rules);
    if (!project || !role) {
      throw new NotFoundError(`No project '${request.project}'`);
    }
    if (!roleAtLeast(role, needed)) {
      const granters = grantersOf(project, this.rules).join(', ');
      throw new NotAllowedError(
        `This needs the role ${needed} in project '${project.name}', and yours is ${role}: ` +
          `${granters || 'a platform engineer'} can grant it`,
      );
    }
    return { project, role, caller };
  }

  async #isAllowed(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#options.permissions.authorize(
      [{ permission }],
      { credentials },
    );
    return decision?.result === AuthorizeResult.ALLOW;
  }
}
