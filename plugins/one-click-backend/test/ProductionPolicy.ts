import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  oneClickProjectAdministerPermission,
  RESOURCE_TYPE_ONE_CLICK_PROJECT,
  RESOURCE_TYPE_ONE_CLICK_ROLLOUT,
} from '@one-click/backstage-plugin-one-click-common';
import {
  createOneClickProjectConditionalDecision,
  createOneClickRolloutConditionalDecision,
  oneClickProjectConditions,
  oneClickRolloutConditions,
} from '../src';

/**
 * Platform engineers may do everything. In the cluster `prod` only a project's
 * admins change something, and what is tagged `secret` only they see.
 */
export class ProductionPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (claims.includes('group:default/platform')) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (isPermission(permission, oneClickProjectAdministerPermission)) {
      return { result: AuthorizeResult.DENY };
    }
    const isRead = permission.attributes.action === 'read';
    if (isResourcePermission(permission, RESOURCE_TYPE_ONE_CLICK_PROJECT)) {
      const { hasTag, inCluster, isProjectMember } = oneClickProjectConditions;
      return createOneClickProjectConditionalDecision(permission, {
        anyOf: [
          isProjectMember({ claims, role: 'admin' }),
          {
            not: isRead
              ? hasTag({ tag: 'secret' })
              : inCluster({ clusters: ['prod'] }),
          },
        ],
      });
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_ONE_CLICK_ROLLOUT)) {
      const { hasTag, inCluster, isProjectMember } = oneClickRolloutConditions;
      return createOneClickRolloutConditionalDecision(permission, {
        anyOf: [
          isProjectMember({ claims, role: 'admin' }),
          {
            not: isRead
              ? hasTag({ tag: 'secret' })
              : inCluster({ clusters: ['prod'] }),
          },
        ],
      });
    }
    return { result: AuthorizeResult.ALLOW };
  }
}
