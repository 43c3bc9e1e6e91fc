import {
  isUserEntity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { prepareBackstageIdentityResponse } from '@backstage/plugin-auth-node';
import type {
  AuthProviderFactory,
  AuthResolverContext,
  ClientAuthResponse,
  ProfileInfo,
} from '@backstage/plugin-auth-node';

/** What the provider says beside the identity: nothing, it has no provider behind it. */
type NoProviderInfo = Record<string, never>;

/**
 * An auth provider that hands out an identity for the asking, but only for the
 * users listed under `auth.providers.example.users`. It keeps no cookie and no
 * session: the page asks again by `refresh?user=<entity reference>`.
 */
export const createExampleProvider: AuthProviderFactory = options => {
  const { config, resolverContext } = options;
  const users = readExampleUsers(config);

  return {
    async start() {
      throw new InputError('The example sign-in opens no window');
    },
    async frameHandler() {
      throw new InputError('The example sign-in is never called back');
    },
    async refresh(req, res) {
      const user = chooseUser(users, req.query.user);
      res.json(await signIn(user, resolverContext));
    },
    async logout(_req, res) {
      res.status(200).end();
    },
  };
};

function readExampleUsers(config: Config): readonly string[] {
  return config
    .getConfigArray('users')
    .map(user => toUserRef(user.getString('ref')));
}

function toUserRef(text: string): string {
  return stringifyEntityRef(parseEntityRef(text, { defaultKind: 'user' }));
}

function chooseUser(users: readonly string[], asked: unknown): string {
  if (typeof asked !== 'string') {
    throw new InputError("The parameter 'user' must be an entity reference");
  }
  const user = toUserRef(asked);
  if (!users.includes(user)) {
    throw new NotFoundError(
      `'${user}' is no example user; list it under auth.providers.example.users`,
    );
  }
  return user;
}

async function signIn(
  entityRef: string,
  context: AuthResolverContext,
): Promise<ClientAuthResponse<NoProviderInfo>> {
  const { entity } = await context.findCatalogUser({ entityRef });
  const result = await context.signInWithCatalogUser({ entityRef });

  return {
    providerInfo: {},
    profile: toProfile(entity),
    backstageIdentity: prepareBackstageIdentityResponse(result),
  };
}

function toProfile(entity: Entity): ProfileInfo {
  const profile = isUserEntity(entity) ? entity.spec.profile : undefined;
  const displayName = profile?.displayName ?? entity.metadata.name;
  return profile?.email
    ? { displayName, email: profile.email }
    : { displayName };
}
