import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  oneClickProjectReadPermission,
  oneClickRolloutLogsReadPermission,
  oneClickRolloutReadPermission,
} from '@one-click/backstage-plugin-one-click-common';
import type { OneClickResourcePermission } from '@one-click/backstage-plugin-one-click-common';
import { aProject } from '../../test/records';
import { DefaultAccessService } from './DefaultAccessService';
import { rolloutRoleIn, visibleProjects, visibleRollouts } from './roles';

const ANA = 'user:default/ana';
const ANY = { result: AuthorizeResult.ALLOW } as const;
const project = aProject({ owner: ANA });
const rules = { ownerRole: 'admin' } as const;

/** An access service in a portal whose policy denies some permissions to everybody. */
function portalThatDenies(...denied: readonly OneClickResourcePermission[]) {
  const asked: string[] = [];
  const access = DefaultAccessService.create({
    auth: mockServices.auth(),
    userInfo: mockServices.userInfo({
      userEntityRef: ANA,
      ownershipEntityRefs: [ANA],
    }),
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(() => ({ result: AuthorizeResult.DENY })),
      authorizeConditional: async requests => {
        asked.push(...requests.map(({ permission }) => permission.name));
        return requests.map(
          ({ permission }): PolicyDecision =>
            denied.some(({ name }) => name === permission.name)
              ? { result: AuthorizeResult.DENY }
              : ANY,
        );
      },
    }),
    conditions: {
      read() {
        throw new Error('no conditions here');
      },
    },
    hasPolicy: true,
    projects: { find: async name => (name === 'shop' ? project : undefined) },
    rules,
  });
  const ana = () =>
    access.identify(mockCredentials.user(ANA), [
      oneClickRolloutLogsReadPermission,
    ]);
  return { access, ana, asked };
}

describe('DefaultAccessService', () => {
  it('asks the policy once, about reading and what is wanted', async () => {
    const { ana, asked } = portalThatDenies();

    await ana();

    expect(asked).toEqual([
      'one-click.project.read',
      'one-click.rollout.read',
      'one-click.rollout.logs.read',
    ]);
  });

  it('knows nobody who is not signed in', async () => {
    const { access } = portalThatDenies();

    await expect(access.identify(mockCredentials.none())).rejects.toMatchObject(
      { name: 'AuthenticationError' },
    );
  });

  it('leaves out what may not be read, as if it were not there', async () => {
    const { access, ana } = portalThatDenies(oneClickProjectReadPermission);
    const caller = await ana();
    const enter = (name: string) =>
      access.enter({ caller, project: name, role: 'viewer' });

    await expect(enter('shop')).rejects.toMatchObject({
      name: 'NotFoundError',
      message: "No project 'shop'",
    });
    await expect(enter('nope')).rejects.toMatchObject({
      name: 'NotFoundError',
      message: "No project 'nope'",
    });
    expect(visibleProjects(caller)?.filters).toHaveLength(1);
  });

  it('shows a project without its rollouts where the policy says so', async () => {
    const { access, ana } = portalThatDenies(oneClickRolloutReadPermission);
    const caller = await ana();

    await expect(
      access.enter({ caller, project: 'shop', role: 'viewer' }),
    ).resolves.toMatchObject({ role: 'admin' });
    await expect(
      access.enter({ caller, project: 'shop', rollout: 'web', role: 'viewer' }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: "No rollout 'web' in this project",
    });
    expect(rolloutRoleIn(project, caller, rules)).toBeUndefined();
    expect(visibleProjects(caller)?.filters).toEqual([]);
    expect(visibleRollouts(caller)?.filters).toHaveLength(1);
  });

  it('names the permission that the policy withholds', async () => {
    const { access, ana } = portalThatDenies(oneClickRolloutLogsReadPermission);

    await expect(
      access.enter({
        caller: await ana(),
        project: 'shop',
        rollout: 'web',
        role: 'viewer',
        permission: oneClickRolloutLogsReadPermission,
      }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining("'one-click.rollout.logs.read'"),
    });
  });

  it('holds a service to the restrictions of its token', async () => {
    const { access } = portalThatDenies(oneClickProjectReadPermission);
    const caller = await access.identify(mockCredentials.service());

    await expect(
      access.enter({ caller, project: 'shop', role: 'viewer' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('guesses no decision that was not asked for', async () => {
    const { access } = portalThatDenies();
    const caller = await access.identify(mockCredentials.user(ANA));

    await expect(
      access.enter({
        caller,
        project: 'shop',
        role: 'viewer',
        permission: oneClickRolloutLogsReadPermission,
      }),
    ).rejects.toThrow("was not asked for 'one-click.rollout.logs.read'");
  });
});
