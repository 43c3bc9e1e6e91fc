import {
  oneClickProjectReadPermission,
  oneClickRolloutReadPermission,
  ROLES,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  Access,
  AccessDetail,
  OneClickResourcePermission,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import type { Caller } from './Caller';
import type { ProjectFacts, Visibility } from './ProjectFilter';

/** How roles come about. */
export interface RoleRules {
  /** What ownership by catalog brings. */
  readonly ownerRole: Role;
}

/** One thing that gives a caller a role. */
export type RoleReason = AccessDetail['reasons'][number];

/** All that gives a caller a role in a project. */
export function reasonsFor(
  project: Pick<ProjectFacts, 'owner' | 'grants'>,
  caller: Caller,
  rules: RoleRules,
): RoleReason[] {
  if (caller.kind === 'service') {
    return [{ because: 'service', role: 'viewer' }];
  }
  const { owner, grants } = project;
  const owned: RoleReason = {
    because: 'owner',
    principal: owner,
    role: rules.ownerRole,
  };
  return [
    ...(caller.canAdminister
      ? [{ because: 'platform-engineer', role: 'admin' } as const]
      : []),
    ...(caller.principals.includes(owner) ? [owned] : []),
    ...grants
      .filter(({ principal }) => caller.principals.includes(principal))
      .map(({ principal, role }) => ({
        because: 'grant' as const,
        principal,
        role,
      })),
  ];
}

/** Whether the portal's policy leaves the caller something in a project. */
export function policyAllows(
  caller: Caller,
  permission: OneClickResourcePermission,
  project: ProjectFacts,
): boolean {
  return caller.policy?.allows(permission, project) ?? true;
}

/** The caller's role in a project, the highest of all that apply; `undefined` means that the project does not exist for them. */
export function roleIn(
  project: ProjectFacts,
  caller: Caller,
  rules: RoleRules,
): Role | undefined {
  if (!policyAllows(caller, oneClickProjectReadPermission, project)) {
    return undefined;
  }
  const held = reasonsFor(project, caller, rules).map(({ role }) => role);
  return ROLES.findLast(role => held.includes(role));
}

/** As `roleIn`, for the rollouts of a project: a policy may show the one without the others. */
export function rolloutRoleIn(
  project: ProjectFacts,
  caller: Caller,
  rules: RoleRules,
): Role | undefined {
  return policyAllows(caller, oneClickRolloutReadPermission, project)
    ? roleIn(project, caller, rules)
    : undefined;
}

/** Who can grant roles in a project: those who are its admins. */
export function grantersOf(
  project: Pick<ProjectFacts, 'owner' | 'grants'>,
  rules: RoleRules,
): readonly string[] {
  const owner = rules.ownerRole === 'admin' ? [project.owner] : [];
  const admins = project.grants
    .filter(({ role }) => role === 'admin')
    .map(({ principal }) => principal);
  return [...new Set([...owner, ...admins])];
}

/** A role as answers tell it. */
export function toAccess(
  project: Pick<ProjectFacts, 'owner' | 'grants'>,
  role: Role,
  rules: RoleRules,
): Access {
  return { role, grantedBy: [...grantersOf(project, rules)] };
}

/** Which projects a caller sees; `undefined` means all of them. */
export function visibleProjects(caller: Caller): Visibility | undefined {
  return visible(caller, [oneClickProjectReadPermission]);
}

/** Which projects' rollouts a caller sees; `undefined` means all of them. */
export function visibleRollouts(caller: Caller): Visibility | undefined {
  return visible(caller, [
    oneClickProjectReadPermission,
    oneClickRolloutReadPermission,
  ]);
}

function visible(
  caller: Caller,
  permissions: readonly OneClickResourcePermission[],
): Visibility | undefined {
  const principals =
    caller.kind === 'service' || caller.canAdminister
      ? undefined
      : caller.principals;
  const filters = permissions.flatMap(
    permission => caller.policy?.filterFor(permission) ?? [],
  );
  return principals || filters.length > 0 ? { principals, filters } : undefined;
}
