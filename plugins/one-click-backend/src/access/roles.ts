import { ROLES } from '@one-click/backstage-plugin-one-click-common';
import type {
  Access,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { Caller } from './Caller';

/** What decides on roles of a project. */
export type RoleFacts = Pick<ProjectRecord, 'owner' | 'grants'>;

/** How roles come about. */
export interface RoleRules {
  /** What ownership by catalog brings. */
  readonly ownerRole: Role;
}

/** The caller's role in a project, the highest of all that apply; `undefined` means that the project does not exist for them. */
export function roleIn(
  project: RoleFacts,
  caller: Caller,
  rules: RoleRules,
): Role | undefined {
  if (caller.kind === 'service') {
    return 'viewer';
  }
  if (caller.canAdminister) {
    return 'admin';
  }
  const owned = caller.principals.includes(project.owner)
    ? [rules.ownerRole]
    : [];
  const granted = project.grants
    .filter(({ principal }) => caller.principals.includes(principal))
    .map(({ role }) => role);
  const held = [...owned, ...granted];
  return ROLES.findLast(role => held.includes(role));
}

/** Who can grant roles in a project: those who are its admins. */
export function grantersOf(
  project: RoleFacts,
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
  project: RoleFacts,
  role: Role,
  rules: RoleRules,
): Access {
  return { role, grantedBy: [...grantersOf(project, rules)] };
}

/** Whose projects a caller sees; `undefined` means everybody's. */
export function visibleTo(caller: Caller): readonly string[] | undefined {
  return caller.kind === 'service' || caller.canAdminister
    ? undefined
    : caller.principals;
}
