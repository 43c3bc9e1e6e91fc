import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type {
  OneClickProjectCriterion,
  OneClickProjectFacts,
} from '@one-click/backstage-plugin-one-click-node';

/** What decides on who may do what in a project. */
export type ProjectFacts = OneClickProjectFacts;

/** One thing that can be asked of a project, in memory and in SQL alike. */
export type ProjectCriterion = OneClickProjectCriterion;

/** Which projects are meant. */
export type ProjectFilter = PermissionCriteria<ProjectCriterion>;

/** No project at all. */
export const NO_PROJECT: ProjectFilter = { inClusters: [] };

/** Which projects somebody sees: those that belong to the principals, and of these the ones that pass every filter. */
export interface Visibility {
  /** Owners and grantees; absent means everybody's. */
  readonly principals?: readonly string[] | undefined;
  readonly filters?: readonly ProjectFilter[] | undefined;
}

/** Whether a project is meant by a filter; the twin of `whereFilter` in SQL. */
export function matchesFilter(
  project: ProjectFacts,
  filter: ProjectFilter,
): boolean {
  if ('allOf' in filter) {
    return filter.allOf.every(each => matchesFilter(project, each));
  }
  if ('anyOf' in filter) {
    return filter.anyOf.some(each => matchesFilter(project, each));
  }
  if ('not' in filter) {
    return !matchesFilter(project, filter.not);
  }
  return meets(project, filter);
}

function meets(project: ProjectFacts, criterion: ProjectCriterion): boolean {
  if ('ownedBy' in criterion) {
    return criterion.ownedBy.includes(project.owner);
  }
  if ('grantedTo' in criterion) {
    return project.grants.some(
      ({ principal, role }) =>
        criterion.grantedTo.includes(principal) &&
        criterion.roles.includes(role),
    );
  }
  if ('inClusters' in criterion) {
    return criterion.inClusters.includes(project.cluster);
  }
  return project.tags.includes(criterion.hasTag);
}
