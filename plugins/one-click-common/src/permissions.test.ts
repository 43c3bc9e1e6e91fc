import {
  leastRoleFor,
  oneClickPermissions,
  oneClickPortalPermissions,
  oneClickProjectPermissions,
  oneClickRolloutPermissions,
} from './permissions';
import { operationPermissions } from './api';

describe('the permissions of the suite', () => {
  it('have names of their own', () => {
    const names = oneClickPermissions.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(
      names.filter(name => !/^one-click(\.[a-z-]+){2,3}$/.test(name)),
    ).toEqual([]);
  });

  it('come with a role where they are decided for a project or a rollout', () => {
    const roles = [
      ...oneClickProjectPermissions,
      ...oneClickRolloutPermissions,
    ].map(permission => `${permission.name} ${leastRoleFor(permission)}`);

    expect(roles).toEqual(
      expect.arrayContaining([
        'one-click.rollout.read viewer',
        'one-click.rollout.restart operator',
        'one-click.rollout.update editor',
        'one-click.rollout.purge admin',
      ]),
    );
  });

  it('are each asked for by an operation, but for what makes a platform engineer', () => {
    const asked = new Set(
      Object.values(operationPermissions).map(permission => permission?.name),
    );
    const [, administer] = oneClickPortalPermissions;

    expect(
      oneClickPermissions
        .map(({ name }) => name)
        .filter(name => !asked.has(name)),
    ).toEqual([administer.name]);
  });
});
