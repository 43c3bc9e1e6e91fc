import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  oneClickPortalPermissions,
  oneClickProjectPermissions,
  oneClickRolloutPermissions,
} from '@one-click/backstage-plugin-one-click-common';
import {
  oneClickProjectResourceRef,
  oneClickRolloutResourceRef,
} from '@one-click/backstage-plugin-one-click-node';
import type { ProjectStore } from '../projects/ProjectStore';
import type { RolloutStore } from '../rollouts/RolloutStore';
import { createProjectRules, createRolloutRules } from './permissionRules';
import type { ProjectFacts } from './ProjectFilter';
import type { RoleRules } from './roles';

export interface PermissionSources {
  readonly rules: RoleRules;
  readonly projects: Pick<ProjectStore, 'find'>;
  readonly rollouts: Pick<RolloutStore, 'find'>;
}

/** Tells the permission framework what there is to decide on, and how to look it up. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  { rules, projects, rollouts }: PermissionSources,
): void {
  registry.addPermissions([...oneClickPortalPermissions]);
  registry.addResourceType({
    resourceRef: oneClickProjectResourceRef,
    permissions: [...oneClickProjectPermissions],
    rules: Object.values(createProjectRules(rules)),
    getResources: async refs =>
      Promise.all(refs.map(async ref => projects.find(ref))),
  });
  const findRollout = async (
    ref: string,
  ): Promise<ProjectFacts | undefined> => {
    const [name = '', rollout = ''] = ref.split('/');
    const project = await projects.find(name);
    const found = project && (await rollouts.find(project.id, rollout));
    return found && project;
  };
  registry.addResourceType({
    resourceRef: oneClickRolloutResourceRef,
    permissions: [...oneClickRolloutPermissions],
    rules: Object.values(createRolloutRules(rules)),
    getResources: async refs => Promise.all(refs.map(findRollout)),
  });
}
