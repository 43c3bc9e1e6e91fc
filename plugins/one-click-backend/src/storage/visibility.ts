import type { Knex } from 'knex';
import { matchesFilter } from '../access/ProjectFilter';
import type {
  ProjectCriterion,
  ProjectFacts,
  ProjectFilter,
  Visibility,
} from '../access/ProjectFilter';

/** Only rows that somebody may see, in a query that has the table `projects`. */
export function whereProjectVisible(
  query: Knex.QueryBuilder,
  { principals, filters = [] }: Visibility,
): void {
  if (principals) {
    query.where(visible =>
      visible
        .whereIn('projects.owner', [...principals])
        .orWhereExists(grants => whereGranted(grants, principals)),
    );
  }
  for (const filter of filters) {
    whereFilter(query, filter);
  }
}

/** Whether somebody may see a project; the twin of `whereProjectVisible` in memory. */
export function isProjectVisible(
  project: ProjectFacts | undefined,
  visibility: Visibility | undefined,
): boolean {
  if (!visibility) {
    return true;
  }
  const { principals, filters = [] } = visibility;
  return (
    project !== undefined &&
    (!principals || belongsTo(project, principals)) &&
    filters.every(filter => matchesFilter(project, filter))
  );
}

function belongsTo(
  { owner, grants }: ProjectFacts,
  principals: readonly string[],
): boolean {
  return (
    principals.includes(owner) ||
    grants.some(({ principal }) => principals.includes(principal))
  );
}

function whereFilter(query: Knex.QueryBuilder, filter: ProjectFilter): void {
  if ('allOf' in filter) {
    query.where(all =>
      filter.allOf.forEach(each => all.where(part => whereFilter(part, each))),
    );
    return;
  }
  if ('anyOf' in filter) {
    query.where(any =>
      filter.anyOf.forEach(each =>
        any.orWhere(part => whereFilter(part, each)),
      ),
    );
    return;
  }
  if ('not' in filter) {
    query.whereNot(part => whereFilter(part, filter.not));
    return;
  }
  whereMet(query, filter);
}

function whereMet(query: Knex.QueryBuilder, criterion: ProjectCriterion): void {
  if ('ownedBy' in criterion) {
    query.whereIn('projects.owner', [...criterion.ownedBy]);
    return;
  }
  if ('grantedTo' in criterion) {
    const { grantedTo, roles } = criterion;
    query.whereExists(grants =>
      whereGranted(grants, grantedTo).whereIn('project_grants.role', [
        ...roles,
      ]),
    );
    return;
  }
  if ('inClusters' in criterion) {
    query.whereIn('projects.cluster', [...criterion.inClusters]);
    return;
  }
  query.whereExists(tagged =>
    tagged
      .from('project_tags')
      .select('project_tags.project_id')
      .whereRaw('project_tags.project_id = projects.id')
      .where('project_tags.tag', criterion.hasTag),
  );
}

function whereGranted(
  grants: Knex.QueryBuilder,
  principals: readonly string[],
): Knex.QueryBuilder {
  return grants
    .from('project_grants')
    .select('project_grants.project_id')
    .whereRaw('project_grants.project_id = projects.id')
    .whereIn('project_grants.principal', [...principals]);
}
