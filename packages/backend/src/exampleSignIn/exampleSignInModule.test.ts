import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authBackend from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { exampleSignInModule } from './exampleSignInModule';

const ana = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ana' },
  spec: {
    profile: { displayName: 'Ana Díaz', email: 'ana@example.com' },
    memberOf: ['team-payments'],
  },
  relations: [{ type: 'memberOf', targetRef: 'group:default/team-payments' }],
};

async function startAuth() {
  const config = {
    app: { baseUrl: 'http://localhost' },
    backend: { baseUrl: 'http://localhost' },
    auth: {
      providers: {
        example: {
          users: [{ ref: 'user:default/ana' }, { ref: 'user:default/gone' }],
        },
      },
    },
  };
  const { server } = await startTestBackend({
    features: [
      authBackend,
      exampleSignInModule,
      catalogServiceMock.factory({ entities: [ana] }),
      mockServices.rootConfig.factory({ data: config }),
    ],
  });
  return server;
}

describe('exampleSignInModule', () => {
  it('signs in a listed user with the groups the catalog gives', async () => {
    const server = await startAuth();

    const { status, body } = await request(server).get(
      '/api/auth/example/refresh?user=user:default/ana',
    );

    expect(status).toBe(200);
    expect(body.profile).toEqual({
      displayName: 'Ana Díaz',
      email: 'ana@example.com',
    });
    expect(body.backstageIdentity.identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/ana',
      ownershipEntityRefs: ['user:default/ana', 'group:default/team-payments'],
    });
    expect(body.backstageIdentity.expiresInSeconds).toBeGreaterThan(0);
    expect(body.backstageIdentity.token).toEqual(expect.any(String));
  });

  it.each([
    {
      asked: '?user=user:default/eve',
      status: 404,
      message: /'user:default\/eve' is no example user/,
      reason: 'nobody becomes somebody the configuration does not list',
    },
    {
      asked: '?user=user:default/gone',
      status: 404,
      message: /User not found/,
      reason: 'a listed user must be in the catalog, or groups are unknown',
    },
    {
      asked: '',
      status: 400,
      message: /must be an entity reference/,
      reason: 'there is no default user',
    },
  ])('refuses "$asked": $reason', async ({ asked, status, message }) => {
    const server = await startAuth();

    const response = await request(server).get(
      `/api/auth/example/refresh${asked}`,
    );

    expect(response.status).toBe(status);
    expect(response.body.error.message).toMatch(message);
  });

  it('keeps a production backend from starting', async () => {
    const mode = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      await expect(startAuth()).rejects.toThrow(
        /does not load when NODE_ENV is 'production'/,
      );
    } finally {
      process.env.NODE_ENV = mode;
    }
  });
});
