import { createPermission } from '@backstage/plugin-permission-common';
import type {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { Role } from './wire';

/** Permissions of this type are decided for one project; its reference is the project's name. */
export const RESOURCE_TYPE_ONE_CLICK_PROJECT = 'one-click-project';

/** Permissions of this type are decided for one rollout; its reference is `<project>/<rollout>`. */
export const RESOURCE_TYPE_ONE_CLICK_ROLLOUT = 'one-click-rollout';

type Action = 'create' | 'read' | 'update' | 'delete';

/** A permission that is decided for a project or a rollout. */
export type OneClickResourcePermission = ResourcePermission<
  | typeof RESOURCE_TYPE_ONE_CLICK_PROJECT
  | typeof RESOURCE_TYPE_ONE_CLICK_ROLLOUT
>;

/** Any permission of the suite. */
export type OneClickPermission = BasicPermission | OneClickResourcePermission;

function forProject(name: string, action: Action) {
  return createPermission({
    name: `one-click.${name}`,
    attributes: { action },
    resourceType: RESOURCE_TYPE_ONE_CLICK_PROJECT,
  });
}

function forRollout(name: string, action: Action) {
  return createPermission({
    name: `one-click.rollout.${name}`,
    attributes: { action },
    resourceType: RESOURCE_TYPE_ONE_CLICK_ROLLOUT,
  });
}

function forPortal(name: string, action: Action) {
  return createPermission({
    name: `one-click.${name}`,
    attributes: { action },
  });
}

/** Make a project; asked beside the rule that its owner is among one's own groups. */
export const oneClickProjectCreatePermission = forPortal(
  'project.create',
  'create',
);

/** Act as admin in every project. For platform engineers: denied unless a policy grants it. */
export const oneClickProjectAdministerPermission = createPermission({
  name: 'one-click.project.administer',
  attributes: {},
});

/** Make a blueprint, or a version of one's own. */
export const oneClickBlueprintCreatePermission = forPortal(
  'blueprint.create',
  'create',
);

/** Change, share or remove a blueprint of one's own. */
export const oneClickBlueprintUpdatePermission = forPortal(
  'blueprint.update',
  'update',
);

/** See a project and everything of it; without it nothing of the project exists. */
export const oneClickProjectReadPermission = forProject('project.read', 'read');

/** Change a project's title, description, tags, picture or owner. */
export const oneClickProjectUpdatePermission = forProject(
  'project.update',
  'update',
);

/** Give roles in a project, and take them away. */
export const oneClickProjectGrantPermission = forProject(
  'project.grant',
  'update',
);

/** Look at what is in container registries, which costs them work, with the sign-ins of a project. */
export const oneClickImageReadPermission = forProject('image.read', 'read');

/** Put a project into the bin, and take it out again. */
export const oneClickProjectDeletePermission = forProject(
  'project.delete',
  'delete',
);

/** Remove a project from the bin with all that is in it, for good. */
export const oneClickProjectPurgePermission = forProject(
  'project.purge',
  'delete',
);

/** Make a rollout in a project. */
export const oneClickRolloutCreatePermission = forProject(
  'rollout.create',
  'create',
);

/** See a rollout, its revisions and its health; without it the rollout does not exist. */
export const oneClickRolloutReadPermission = forRollout('read', 'read');

/** Read what containers of a rollout print. */
export const oneClickRolloutLogsReadPermission = forRollout(
  'logs.read',
  'read',
);

/** Read the manifests of a rollout's objects in the cluster; values of Secrets are never among them. */
export const oneClickRolloutManifestReadPermission = forRollout(
  'manifest.read',
  'read',
);

/** Save a revision of a rollout, take over or undo drift, and link entities. */
export const oneClickRolloutUpdatePermission = forRollout('update', 'update');

/** Make an old revision of a rollout the newest one. */
export const oneClickRolloutRollBackPermission = forRollout(
  'roll-back',
  'update',
);

/** Pin a rollout, unpin it, and quarantine images. */
export const oneClickRolloutPinPermission = forRollout('pin', 'update');

/** Hide revisions of a rollout, and show them again. */
export const oneClickRolloutHidePermission = forRollout('hide', 'update');

/** Change how many instances a rollout has. */
export const oneClickRolloutScalePermission = forRollout('scale', 'update');

/** Restart a rollout. */
export const oneClickRolloutRestartPermission = forRollout('restart', 'update');

/** Pause a rollout, and let it go on. */
export const oneClickRolloutPausePermission = forRollout('pause', 'update');

/** Run or suspend a job of a rollout. */
export const oneClickRolloutRunJobPermission = forRollout('run-job', 'update');

/** Delete a pod or a job of a rollout; another takes its place. */
export const oneClickRolloutDeletePodPermission = forRollout(
  'delete-pod',
  'delete',
);

/** Make a volume of a rollout larger, which cannot be undone. */
export const oneClickRolloutGrowVolumePermission = forRollout(
  'grow-volume',
  'update',
);

/** Decide how a rollout follows new images, and answer proposals. */
export const oneClickRolloutAutoUpdatePermission = forRollout(
  'auto-update',
  'update',
);

/** Make tokens with which pipelines and registries speak for a rollout, and end them. */
export const oneClickRolloutTokensPermission = forRollout('tokens', 'update');

/** Put a rollout into the bin, and take it out again. */
export const oneClickRolloutDeletePermission = forRollout('delete', 'delete');

/** Remove a rollout from the bin with its volumes, for good. */
export const oneClickRolloutPurgePermission = forRollout('purge', 'delete');

/** Permissions that are decided for a project. */
export const oneClickProjectPermissions = [
  oneClickProjectReadPermission,
  oneClickProjectUpdatePermission,
  oneClickProjectGrantPermission,
  oneClickProjectDeletePermission,
  oneClickProjectPurgePermission,
  oneClickImageReadPermission,
  oneClickRolloutCreatePermission,
] as const;

/** Permissions that are decided for a rollout. */
export const oneClickRolloutPermissions = [
  oneClickRolloutReadPermission,
  oneClickRolloutLogsReadPermission,
  oneClickRolloutManifestReadPermission,
  oneClickRolloutUpdatePermission,
  oneClickRolloutRollBackPermission,
  oneClickRolloutPinPermission,
  oneClickRolloutHidePermission,
  oneClickRolloutScalePermission,
  oneClickRolloutRestartPermission,
  oneClickRolloutPausePermission,
  oneClickRolloutRunJobPermission,
  oneClickRolloutDeletePodPermission,
  oneClickRolloutGrowVolumePermission,
  oneClickRolloutAutoUpdatePermission,
  oneClickRolloutTokensPermission,
  oneClickRolloutDeletePermission,
  oneClickRolloutPurgePermission,
] as const;

/** Permissions that are decided for the whole portal. */
export const oneClickPortalPermissions = [
  oneClickProjectCreatePermission,
  oneClickProjectAdministerPermission,
  oneClickBlueprintCreatePermission,
  oneClickBlueprintUpdatePermission,
] as const;

/** Every permission of the suite. */
export const oneClickPermissions: OneClickPermission[] = [
  ...oneClickPortalPermissions,
  ...oneClickProjectPermissions,
  ...oneClickRolloutPermissions,
];

const VIEWER: readonly OneClickPermission[] = [
  oneClickProjectReadPermission,
  oneClickRolloutReadPermission,
  oneClickRolloutLogsReadPermission,
  oneClickRolloutManifestReadPermission,
];
const OPERATOR: readonly OneClickPermission[] = [
  oneClickRolloutScalePermission,
  oneClickRolloutRestartPermission,
  oneClickRolloutPausePermission,
  oneClickRolloutRunJobPermission,
  oneClickRolloutDeletePodPermission,
];
const ADMIN: readonly OneClickPermission[] = [
  oneClickProjectUpdatePermission,
  oneClickProjectGrantPermission,
  oneClickProjectDeletePermission,
  oneClickProjectPurgePermission,
  oneClickRolloutDeletePermission,
  oneClickRolloutPurgePermission,
];

/** The least role in the project that comes with a permission, as long as no policy takes it away. */
export function leastRoleFor(permission: OneClickResourcePermission): Role {
  if (VIEWER.includes(permission)) {
    return 'viewer';
  }
  if (OPERATOR.includes(permission)) {
    return 'operator';
  }
  return ADMIN.includes(permission) ? 'admin' : 'editor';
}
