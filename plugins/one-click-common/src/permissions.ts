import { createPermission } from '@backstage/plugin-permission-common';

/** Make a project; asked beside the rule that its owner is among one's own groups. */
export const oneClickProjectCreatePermission = createPermission({
  name: 'one-click.project.create',
  attributes: { action: 'create' },
});

/** Act as admin in every project. For platform engineers: denied unless a policy grants it. */
export const oneClickProjectAdministerPermission = createPermission({
  name: 'one-click.project.administer',
  attributes: {},
});

/** Every permission of the suite. */
export const oneClickPermissions = [
  oneClickProjectCreatePermission,
  oneClickProjectAdministerPermission,
];
