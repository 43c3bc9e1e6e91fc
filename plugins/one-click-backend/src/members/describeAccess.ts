import {
  leastRoleFor,
  oneClickProjectPermissions,
  oneClickProjectReadPermission,
  oneClickRolloutPermissions,
  oneClickRolloutReadPermission,
  roleAtLeast,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  AccessDetail,
  OneClickResourcePermission,
} from '@one-click/backstage-plugin-one-click-common';
import { policyAllows, reasonsFor, toAccess } from '../access';
import type { ProjectAccess, RoleRules } from '../access';

/** Everything that can be allowed or not within a project. */
export const PROJECT_ACTS: readonly OneClickResourcePermission[] = [
  ...oneClickProjectPermissions,
  ...oneClickRolloutPermissions,
];

const FOR_SERVICES: readonly OneClickResourcePermission[] = [
  oneClickProjectReadPermission,
  oneClickRolloutReadPermission,
];

/** Who the caller is in a project, and what they may do there. */
export function describeAccess(
  access: ProjectAccess,
  rules: RoleRules,
): AccessDetail {
  const { project, role, caller } = access;
  const acts = caller.kind === 'service' ? FOR_SERVICES : PROJECT_ACTS;
  const lacks = acts.flatMap(act => {
    const lacked = lackOf(act, access);
    return lacked ? [[act.name, lacked] as const] : [];
  });
  return {
    ...toAccess(project, role, rules),
    reasons: reasonsFor(project, caller, rules),
    can: acts.filter(act => !lackOf(act, access)).map(({ name }) => name),
    lacks: Object.fromEntries(lacks),
  };
}

function lackOf(
  act: OneClickResourcePermission,
  { project, role, caller }: ProjectAccess,
): AccessDetail['lacks'][string] | undefined {
  const needed = leastRoleFor(act);
  if (!roleAtLeast(role, needed)) {
    return needed;
  }
  return policyAllows(caller, act, project) ? undefined : 'policy';
}
