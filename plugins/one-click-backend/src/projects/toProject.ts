import type { Project } from '@one-click/backstage-plugin-one-click-common';
import { toAccess } from '../access/roles';
import { toBinned } from '../bin/toBinned';
import type { RoleRules } from '../access/roles';
import type { ProjectRecord } from './ProjectRecord';

/** A project as answers tell it. */
export function toProject(
  project: ProjectRecord,
  seen: {
    readonly counts: Project['counts'] | undefined;
    readonly role: Project['access']['role'];
    readonly rules: RoleRules;
  },
): Project {
  return {
    name: project.name,
    title: project.title,
    description: project.description,
    tags: [...project.tags],
    owner: project.owner,
    cluster: project.cluster,
    namespace: project.namespace,
    counts: seen.counts ?? {},
    createdAt: project.createdAt,
    createdBy: project.createdBy,
    lastChange: { at: project.changedAt, by: project.changedBy },
    access: toAccess(project, seen.role, seen.rules),
    ...toBinned(project),
    ...(project.isAdopted && { adopted: true }),
    ...(project.avatar !== undefined && { avatar: project.avatar }),
  };
}
