import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityDeletePermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import type {
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { oneClickProjectAdministerPermission } from '@one-click/backstage-plugin-one-click-common';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * What the example portal lets people do.
 *
 * Platform engineers may do everything. Everybody else who is signed in may do
 * everything but administer projects of others, and takes only entities they own
 * out of the catalog. Nobody else may do anything. One-Click's own roles come on
 * top: this policy can take away what they give, never add to it.
 */
export class ExamplePolicy implements PermissionPolicy {
  readonly #platformEngineers: readonly string[];
  readonly #userInfo: UserInfoService;

  static create(options: {
    platformEngineers: readonly string[];
    userInfo: UserInfoService;
  }) {
    return new ExamplePolicy(options);
  }

  private constructor(options: {
    platformEngineers: readonly string[];
    userInfo: UserInfoService;
  }) {
    this.#platformEngineers = options.platformEngineers;
    this.#userInfo = options.userInfo;
  }

  async handle(
    query: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return DENY;
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    const isPlatformEngineer = ownershipEntityRefs.some(ref =>
      this.#platformEngineers.includes(ref),
    );
    return isPlatformEngineer
      ? ALLOW
      : decideForOthers(query.permission, ownershipEntityRefs);
  }
}

function decideForOthers(
  permission: Permission,
  claims: string[],
): PolicyDecision {
  if (isPermission(permission, oneClickProjectAdministerPermission)) {
    return DENY;
  }
  if (isPermission(permission, catalogEntityDeletePermission)) {
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims }),
    );
  }
  return ALLOW;
}
