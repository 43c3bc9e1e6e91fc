import type { Project } from '@one-click/backstage-plugin-one-click-common';
import { PROJECT_SORTS } from './projectSorts';
import type { ProjectSort } from './projectSorts';

/** How many projects carry each tag, the most used first. */
export function countTags(projects: readonly Project[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const tag of projects.flatMap(project => project.tags)) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

/** The projects that carry any of the tags, all where there are none, in an order. */
export function arrangeProjects(
  projects: readonly Project[],
  options: { readonly tags: readonly string[]; readonly sort: ProjectSort },
): readonly Project[] {
  const { tags, sort } = options;
  return projects
    .filter(
      project =>
        tags.length === 0 || project.tags.some(tag => tags.includes(tag)),
    )
    .sort(PROJECT_SORTS[sort]);
}

/** How many rollouts projects have together. */
export function countRollouts(projects: readonly Project[]): number {
  return projects
    .flatMap(({ counts }) => Object.values(counts))
    .reduce((sum, count) => sum + count, 0);
}
