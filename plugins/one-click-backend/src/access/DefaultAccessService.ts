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
  oneClickProjectReadPermission,
  oneClickRolloutReadPermission,
  RESOURCE_TYPE_ONE_CLICK_ROLLOUT,
  roleAtLeast,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  OneClickResourcePermission,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { ProjectStore } from '../projects/ProjectStore';
import type {
  AccessService,
  EntryRequest,
  ProjectAccess,
} from './AccessService';
import type { Caller } from './Caller';
import { DecidedPolicy } from './DecidedPolicy';
import type { ConditionReader } from './DecidedPolicy';
import type { Policy } from './Policy';
import { grantersOf, policyAllows, roleIn } from './roles';
import type { RoleRules } from './roles';

/** What every request asks the policy about: what may not be seen does not exist. */
const ALWAYS: readonly OneClickResourcePermission[] = [
  oneClickProjectReadPermission,
  oneClickRolloutReadPermission,
];

export interface DefaultAccessServiceOptions {
  readonly auth: Pick<AuthService, 'isPrincipal'>;
  readonly userInfo: UserInfoService;
  readonly permissions: PermissionsService;
  readonly conditions: ConditionReader;
  /** Whether the portal's permission framework is on. */
  readonly hasPolicy: boolean;
  readonly projects: Pick<ProjectStore, 'find'>;
  readonly rules: RoleRules;
}

/** Takes roles from catalog ownership and grants; a policy may add platform engineers, and take away from everybody. */
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

  async identify(
    credentials: BackstageCredentials,
    permissions: readonly OneClickResourcePermission[] = [],
  ): Promise<Caller> {
    const { auth, userInfo } = this.#options;
    if (auth.isPrincipal(credentials, 'service')) {
      const { subject: ref } = credentials.principal;
      const policy = await this.#decide(permissions, credentials);
      return { kind: 'service', ref, policy };
    }
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new AuthenticationError('Sign in to use this');
    }
    const [info, canAdminister, policy] = await Promise.all([
      userInfo.getUserInfo(credentials),
      this.#canAdminister(credentials),
      this.#decide(permissions, credentials),
    ]);
    const { userEntityRef: ref, ownershipEntityRefs } = info;
    const principals = [...new Set([ref, ...ownershipEntityRefs])];
    return { kind: 'user', ref, principals, canAdminister, policy };
  }

  async isAllowed(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#options.permissions.authorize(
      [{ permission }],
      { credentials },
    );
    return decision?.result === AuthorizeResult.ALLOW;
  }

  async require(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.isAllowed(permission, credentials))) {
      throw withheld(permission.name);
    }
  }

  async enter(request: EntryRequest): Promise<ProjectAccess> {
    const { caller, role: needed, permission } = request;
    const project = await this.#options.projects.find(request.project);
    const role = project && roleIn(project, caller, this.rules);
    if (!project || !role) {
      throw new NotFoundError(`No project '${request.project}'`);
    }
    requireSight(request, project);
    if (!roleAtLeast(role, needed)) {
      throw this.#tooLow({ project, role, needed });
    }
    if (permission && !policyAllows(caller, permission, project)) {
      throw withheld(permission.name);
    }
    return { project, role, caller };
  }

  async #canAdminister(credentials: BackstageCredentials): Promise<boolean> {
    // Without a policy the framework allows everything: nobody has granted
    // this, so nobody has it.
    return (
      this.#options.hasPolicy &&
      this.isAllowed(oneClickProjectAdministerPermission, credentials)
    );
  }

  async #decide(
    more: readonly OneClickResourcePermission[],
    credentials: BackstageCredentials,
  ): Promise<Policy> {
    const { permissions: service, conditions: reader } = this.#options;
    const permissions = [...new Set([...ALWAYS, ...more])];
    const decisions = await service.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    return DecidedPolicy.create({ permissions, decisions, reader });
  }

  #tooLow(found: {
    readonly project: ProjectRecord;
    readonly role: Role;
    readonly needed: Role;
  }): Error {
    const { project, role, needed } = found;
    const granters = grantersOf(project, this.rules).join(', ');
    return new NotAllowedError(
      `This needs the role ${needed} in project '${project.name}', and yours is ${role}: ` +
        `${granters || 'a platform engineer'} can grant it`,
    );
  }
}

/** A rollout that the policy hides answers as one that is not there. */
function requireSight(request: EntryRequest, project: ProjectRecord): void {
  const { caller, rollout, permission } = request;
  const isAboutRollouts =
    rollout !== undefined ||
    permission?.resourceType === RESOURCE_TYPE_ONE_CLICK_ROLLOUT;
  if (
    isAboutRollouts &&
    !policyAllows(caller, oneClickRolloutReadPermission, project)
  ) {
    throw new NotFoundError(
      rollout === undefined
        ? 'No rollouts in this project'
        : `No rollout '${rollout}' in this project`,
    );
  }
}

function withheld(permission: string): Error {
  return new NotAllowedError(
    `The portal's policy does not let you do this here: ask a platform engineer for the permission '${permission}'`,
  );
}
