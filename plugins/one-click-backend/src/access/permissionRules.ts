import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  ROLES,
  roleAtLeast,
  roleSchema,
} from '@one-click/backstage-plugin-one-click-common';
import {
  oneClickProjectResourceRef,
  oneClickRolloutResourceRef,
} from '@one-click/backstage-plugin-one-click-node';
import { z } from 'zod';
import { matchesFilter } from './ProjectFilter';
import type { ProjectFacts, ProjectFilter } from './ProjectFilter';
import type { RoleRules } from './roles';

const memberParamsSchema = z.object({
  claims: z
    .array(z.string())
    .describe('The user and their groups: info.ownershipEntityRefs'),
  role: roleSchema
    .optional()
    .describe('The least role to ask for; viewer where absent'),
});
type MemberParams = z.infer<typeof memberParamsSchema>;
const clusterParamsSchema = z.object({
  clusters: z.array(z.string()).describe('Names of clusters'),
});
const tagParamsSchema = z.object({
  tag: z.string().describe('A tag of the project'),
});

/** Projects in which one of `claims` has a role, or a higher one, by ownership or grant. */
function membersOf(
  { claims, role = 'viewer' }: MemberParams,
  { ownerRole }: RoleRules,
): ProjectFilter {
  const granted: ProjectFilter = {
    grantedTo: claims,
    roles: ROLES.filter(each => roleAtLeast(each, role)),
  };
  return roleAtLeast(ownerRole, role)
    ? { anyOf: [{ ownedBy: claims }, granted] }
    : granted;
}

function isProjectMember(rules: RoleRules) {
  return {
    name: 'IS_PROJECT_MEMBER',
    description: 'Allow members of the project with at least a role',
    paramsSchema: memberParamsSchema,
    apply: (project: ProjectFacts, params: MemberParams) =>
      matchesFilter(project, membersOf(params, rules)),
    toQuery: (params: MemberParams) => membersOf(params, rules),
  };
}

const inCluster = {
  name: 'IN_CLUSTER',
  description: 'Allow what is in one of some clusters',
  paramsSchema: clusterParamsSchema,
  apply: (
    { cluster }: ProjectFacts,
    { clusters }: z.infer<typeof clusterParamsSchema>,
  ) => clusters.includes(cluster),
  toQuery: ({ clusters }: z.infer<typeof clusterParamsSchema>) => ({
    inClusters: clusters,
  }),
};

const hasTag = {
  name: 'HAS_TAG',
  description: 'Allow what is in a project with a tag',
  paramsSchema: tagParamsSchema,
  apply: ({ tags }: ProjectFacts, { tag }: z.infer<typeof tagParamsSchema>) =>
    tags.includes(tag),
  toQuery: ({ tag }: z.infer<typeof tagParamsSchema>) => ({ hasTag: tag }),
};

/** The rules that policies can be made of, for projects. */
export function createProjectRules(rules: RoleRules) {
  const resourceRef = oneClickProjectResourceRef;
  return {
    isProjectMember: createPermissionRule({
      resourceRef,
      ...isProjectMember(rules),
    }),
    inCluster: createPermissionRule({ resourceRef, ...inCluster }),
    hasTag: createPermissionRule({ resourceRef, ...hasTag }),
  };
}

/** The rules that policies can be made of, for rollouts. */
export function createRolloutRules(rules: RoleRules) {
  const resourceRef = oneClickRolloutResourceRef;
  return {
    isProjectMember: createPermissionRule({
      resourceRef,
      ...isProjectMember(rules),
    }),
    inCluster: createPermissionRule({ resourceRef, ...inCluster }),
    hasTag: createPermissionRule({ resourceRef, ...hasTag }),
  };
}

// A condition names a rule and its parameters; what ownership brings is decided
// where the rule runs.
const ANY_RULES: RoleRules = { ownerRole: 'admin' };
const forProjects = createConditionExports({
  resourceRef: oneClickProjectResourceRef,
  rules: createProjectRules(ANY_RULES),
});
const forRollouts = createConditionExports({
  resourceRef: oneClickRolloutResourceRef,
  rules: createRolloutRules(ANY_RULES),
});

/** Conditions on projects, for authors of policies. */
export const oneClickProjectConditions = forProjects.conditions;
/** A decision on a permission for projects that depends on conditions. */
export const createOneClickProjectConditionalDecision =
  forProjects.createConditionalDecision;
/** Conditions on rollouts, for authors of policies. */
export const oneClickRolloutConditions = forRollouts.conditions;
/** A decision on a permission for rollouts that depends on conditions. */
export const createOneClickRolloutConditionalDecision =
  forRollouts.createConditionalDecision;
