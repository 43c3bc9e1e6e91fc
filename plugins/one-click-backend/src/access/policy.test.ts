import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type { PermissionsServiceRequestOptions } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { PermissionClient } from '@backstage/plugin-permission-common';
import { createPermissionRule } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { oneClickPermissions } from '@one-click/backstage-plugin-one-click-common';
import { oneClickProjectResourceRef } from '@one-click/backstage-plugin-one-click-node';
import { z } from 'zod';
import { createKeeper, openSqlite } from '../../test/databases';
import { ProductionPolicy } from '../../test/ProductionPolicy';
import { aProject, aRevision, aRollout, aSpec, DAWN } from '../../test/records';
import { ABSENT_CLUSTER, startOneClickBackend } from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(200_000);

/**
 * The way to the real permission backend. Tokens of the mocked auth service do
 * not say which plugin asks on behalf of whom, which it insists on.
 */
const permissions = createServiceFactory({
  service: coreServices.permissions,
  deps: {
    config: coreServices.rootConfig,
    discovery: coreServices.discovery,
  },
  factory({ config, discovery }) {
    const client = new PermissionClient({ config, discovery });
    return {
      authorize: async (requests, options) =>
        client.authorize(requests, onBehalf(options)),
      authorizeConditional: async (requests, options) =>
        client.authorizeConditional(requests, onBehalf(options)),
    };
  },
});

function onBehalf(options: PermissionsServiceRequestOptions) {
  const principal =
    'credentials' in options &&
    (options.credentials.principal as { readonly userEntityRef: string });
  return {
    token: mockCredentials.user.token(
      (principal && principal.userEntityRef) || undefined,
      { actor: { subject: 'plugin:one-click' } },
    ),
  };
}

const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'production-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new ProductionPolicy());
      },
    });
  },
});

/** A rule of somebody's own, on projects. */
const rulesModule = createBackendModule({
  pluginId: 'one-click',
  moduleId: 'rules',
  register(env) {
    env.registerInit({
      deps: { registry: coreServices.permissionsRegistry },
      async init({ registry }) {
        registry.addPermissionRules([
          createPermissionRule({
            name: 'IS_OWNED_BY',
            description: 'Allow projects of one owner',
            resourceRef: oneClickProjectResourceRef,
            paramsSchema: z.object({ owner: z.string() }),
            apply: (project, { owner }) => project.owner === owner,
            toQuery: ({ owner }) => ({ ownedBy: [owner] }),
          }),
        ]);
      },
    });
  },
});

/** Ana owns all of them; Ed is an editor by grant. */
const PROJECTS = [
  { name: 'dev-open', cluster: 'main', tags: [] },
  { name: 'dev-secret', cluster: 'main', tags: ['secret'] },
  { name: 'prod-open', cluster: 'prod', tags: [] },
];

describe('a policy with conditions, asked through the real permission backend', () => {
  const knex = openSqlite();
  let backend: TestBackend;

  beforeAll(async () => {
    const { stores } = await createKeeper(knex);
    for (const each of PROJECTS) {
      const ed = {
        principal: 'group:default/editors',
        role: 'editor',
        createdAt: DAWN,
        createdBy: 'user:default/ana',
      } as const;
      const project = aProject({ ...each, grants: [ed] });
      const rollout = aRollout({
        projectId: project.id,
        cluster: each.cluster,
      });
      await stores.projects.insert(project);
      await stores.rollouts.insert(rollout);
      await stores.revisions.append(aRevision({ rolloutId: rollout.id }));
    }
    backend = await startOneClickBackend({
      knex,
      permissions,
      features: [
        (await import('@backstage/plugin-permission-backend')).default,
        policyModule,
        rulesModule,
      ],
      config: {
        permission: { enabled: true },
        oneClick: {
          clusters: [ABSENT_CLUSTER, { ...ABSENT_CLUSTER, name: 'prod' }],
        },
      },
    });
  });
  afterAll(async () => {
    await backend?.stop();
    await knex.destroy();
  });

  const save = (project: string, person: 'ana' | 'ed') =>
    backend
      .clientOf(person)
      .saveRollout(
        { project, rollout: 'web' },
        { spec: aSpec({ replicas: 3 }), baseRevision: 1 },
      );

  it.each([
    { person: 'ana', sees: ['dev-open', 'dev-secret', 'prod-open'] },
    { person: 'ed', sees: ['dev-open', 'prod-open'] },
    { person: 'pat', sees: ['dev-open', 'dev-secret', 'prod-open'] },
    { person: 'bo', sees: [] },
  ] as const)('B07 lists for $person $sees', async ({ person, sees }) => {
    const client = backend.clientOf(person);

    const projects = await client.listProjects();
    const rollouts = await client.listRollouts();

    expect(projects.items.map(({ name }) => name)).toEqual(sees);
    expect(projects.totalItems).toBe(sees.length);
    expect(rollouts.items.map(({ project }) => project).sort()).toEqual(sees);
    expect(rollouts.totalItems).toBe(sees.length);
  });

  it('R07 hides a single project, and its rollouts, as if they were not there', async () => {
    const ed = backend.clientOf('ed');

    await expect(ed.getProject('dev-secret')).rejects.toMatchObject({
      status: 404,
      message: "No project 'dev-secret'",
    });
    await expect(
      ed.getRollout({ project: 'dev-secret', rollout: 'web' }),
    ).rejects.toMatchObject({
      status: 404,
      message: "No project 'dev-secret'",
    });
  });

  it('withholds what the role alone would give, and says so', async () => {
    await expect(save('dev-open', 'ed')).resolves.toMatchObject({});

    await expect(save('prod-open', 'ed')).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining("'one-click.rollout.update'"),
    });
    await expect(save('prod-open', 'ana')).resolves.toMatchObject({});
  });

  it('tells a person what they may do, and what they lack', async () => {
    const ed = backend.clientOf('ed');

    await expect(
      ed.call('getAccess', { params: { project: 'prod-open' } }),
    ).resolves.toMatchObject({
      role: 'editor',
      reasons: [
        {
          because: 'grant',
          principal: 'group:default/editors',
          role: 'editor',
        },
      ],
      can: expect.arrayContaining(['one-click.project.read']),
      lacks: {
        'one-click.rollout.update': 'policy',
        'one-click.project.grant': 'admin',
      },
    });
  });

  it('gives nobody what their role does not', async () => {
    // The policy allows everything in this project to everybody.
    await expect(
      backend.clientOf('bo').getProject('dev-open'),
    ).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ['one-click-project', 'dev-open', 'ALLOW'],
    ['one-click-project', 'dev-secret', 'DENY'],
    ['one-click-project', 'nope', 'DENY'],
    ['one-click-rollout', 'dev-open/web', 'ALLOW'],
    ['one-click-rollout', 'dev-secret/web', 'DENY'],
    ['one-click-rollout', 'dev-open/nope', 'DENY'],
  ])(
    'applies conditions on a %s to %s for others, too',
    async (resourceType, resourceRef, want) => {
      const conditions = {
        not: {
          rule: 'HAS_TAG',
          resourceType,
          params: { tag: 'secret' },
        },
      };
      const response = await fetch(
        `${backend.url}/.well-known/backstage/permissions/apply-conditions`,
        {
          method: 'POST',
          headers: {
            authorization: mockCredentials.service.header(),
            'Content-Type': 'application/json',
          },
          body: JSON.stringify({
            items: [{ id: '1', resourceType, resourceRef, conditions }],
          }),
        },
      );

      await expect(response.json()).resolves.toEqual({
        items: [{ id: '1', result: want }],
      });
    },
  );

  it("applies a module's rule as its own", async () => {
    const ask = async (owner: string) => {
      const response = await fetch(
        `${backend.url}/.well-known/backstage/permissions/apply-conditions`,
        {
          method: 'POST',
          headers: {
            authorization: mockCredentials.service.header(),
            'Content-Type': 'application/json',
          },
          body: JSON.stringify({
            items: [
              {
                id: '1',
                resourceType: 'one-click-project',
                resourceRef: 'dev-open',
                conditions: {
                  rule: 'IS_OWNED_BY',
                  resourceType: 'one-click-project',
                  params: { owner },
                },
              },
            ],
          }),
        },
      );
      const { items } = await response.json();
      return items[0].result;
    };

    await expect(ask('group:default/team-a')).resolves.toBe('ALLOW');
    await expect(ask('group:default/team-b')).resolves.toBe('DENY');
  });

  it('knows every permission and rule of the suite', async () => {
    const response = await fetch(
      `${backend.url}/.well-known/backstage/permissions/metadata`,
      { headers: { authorization: mockCredentials.service.header() } },
    );

    const metadata = await response.json();
    const names = (list: { name: string }[]) =>
      list.map(({ name }) => name).sort();
    expect(names(metadata.permissions)).toEqual(names(oneClickPermissions));
    expect([...new Set(names(metadata.rules))]).toEqual([
      'HAS_TAG',
      'IN_CLUSTER',
      'IS_OWNED_BY',
      'IS_PROJECT_MEMBER',
    ]);
  });
});
