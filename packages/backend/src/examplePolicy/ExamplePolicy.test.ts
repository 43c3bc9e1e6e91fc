import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  oneClickProjectAdministerPermission,
  oneClickProjectCreatePermission,
} from '@one-click/backstage-plugin-one-click-common';
import { ExamplePolicy } from './ExamplePolicy';

const ANA = 'user:default/ana';
const PIA = 'user:default/pia';

async function decide(permission: Permission, userEntityRef: string) {
  const ownershipEntityRefs = [userEntityRef, 'group:default/team-payments'];
  const credentials = mockCredentials.user(userEntityRef);
  const info = { userEntityRef, ownershipEntityRefs };
  const policy = ExamplePolicy.create({
    platformEngineers: [PIA],
    userInfo: mockServices.userInfo(info),
  });
  return policy.handle({ permission }, { credentials, info });
}

describe('ExamplePolicy', () => {
  it.each([
    {
      does: 'lets a platform engineer administer projects of others',
      permission: oneClickProjectAdministerPermission,
      user: PIA,
      result: AuthorizeResult.ALLOW,
    },
    {
      does: 'keeps everybody else out of the projects of others',
      permission: oneClickProjectAdministerPermission,
      user: ANA,
      result: AuthorizeResult.DENY,
    },
    {
      does: 'lets anybody who is signed in make a project',
      permission: oneClickProjectCreatePermission,
      user: ANA,
      result: AuthorizeResult.ALLOW,
    },
    {
      does: 'lets anybody who is signed in read the catalog',
      permission: catalogEntityReadPermission,
      user: ANA,
      result: AuthorizeResult.ALLOW,
    },
    {
      does: 'lets a platform engineer take any entity out of the catalog',
      permission: catalogEntityDeletePermission,
      user: PIA,
      result: AuthorizeResult.ALLOW,
    },
  ])('$does', async ({ permission, user, result }) => {
    await expect(decide(permission, user)).resolves.toEqual({ result });
  });

  it('lets owners alone take an entity out of the catalog', async () => {
    const decision = await decide(catalogEntityDeletePermission, ANA);

    expect(decision).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        params: { claims: [ANA, 'group:default/team-payments'] },
      },
    });
  });

  it('denies who is not signed in', async () => {
    const policy = ExamplePolicy.create({
      platformEngineers: [],
      userInfo: mockServices.userInfo(),
    });

    await expect(
      policy.handle({ permission: catalogEntityReadPermission }),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });
});
