import type { OneClickResourcePermission } from '@one-click/backstage-plugin-one-click-common';
import type { ProjectFacts, ProjectFilter } from './ProjectFilter';

/**
 * What the portal's policy says about one caller, as of now. It only takes away
 * what roles give.
 */
export interface Policy {
  /** Whether it lets the caller do something to a project or its rollouts. */
  allows(
    permission: OneClickResourcePermission,
    project: ProjectFacts,
  ): boolean;
  /** The projects that it lets the caller do something to; `undefined` where it leaves out none. */
  filterFor(permission: OneClickResourcePermission): ProjectFilter | undefined;
}
