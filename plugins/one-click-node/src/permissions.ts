import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_ONE_CLICK_PROJECT,
  RESOURCE_TYPE_ONE_CLICK_ROLLOUT,
} from '@one-click/backstage-plugin-one-click-common';
import type { Role } from '@one-click/backstage-plugin-one-click-common';

/** What permission rules know of a project, for its rollouts as well. */
export interface OneClickProjectFacts {
  /** An entity reference. */
  readonly owner: string;
  readonly grants: readonly {
    readonly principal: string;
    readonly role: Role;
  }[];
  readonly cluster: string;
  readonly tags: readonly string[];
}

/** What permission rules can ask of the database; rules of modules are made of these, too. */
export type OneClickProjectCriterion =
  | { readonly ownedBy: readonly string[] }
  | {
      readonly grantedTo: readonly string[];
      /** Only grants of these roles count. */
      readonly roles: readonly Role[];
    }
  | { readonly inClusters: readonly string[] }
  | { readonly hasTag: string };

/** Projects, as permission rules and policies speak of them; a reference is a project's name. */
export const oneClickProjectResourceRef = createPermissionResourceRef<
  OneClickProjectFacts,
  OneClickProjectCriterion
>().with({
  pluginId: 'one-click',
  resourceType: RESOURCE_TYPE_ONE_CLICK_PROJECT,
});

/** Rollouts, as permission rules and policies speak of them; a reference is `<project>/<rollout>`. */
export const oneClickRolloutResourceRef = createPermissionResourceRef<
  OneClickProjectFacts,
  OneClickProjectCriterion
>().with({
  pluginId: 'one-click',
  resourceType: RESOURCE_TYPE_ONE_CLICK_ROLLOUT,
});
