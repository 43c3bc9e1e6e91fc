import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  OneClickClient,
  oneClickProjectAdministerPermission,
} from '@one-click/backstage-plugin-one-click-common';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import oneClickPlugin from '../src/index';
import { openSqlite } from './databases';

/** People of the tests, with their groups. */
export const PEOPLE = {
  ana: ['group:default/team-a'],
  ed: ['group:default/editors'],
  op: ['group:default/operators'],
  vi: ['group:default/viewers'],
  bo: ['group:default/team-b'],
  pat: ['group:default/platform'],
} as const;
export type Person = keyof typeof PEOPLE;

/** The entity reference of a person. */
export function refOf(person: Person): string {
  return `user:default/${person}`;
}

const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => ({
    async getUserInfo(credentials) {
      const { userEntityRef } = credentials.principal as unknown as {
        userEntityRef: string;
      };
      const groups = Object.entries(PEOPLE).find(
        ([person]) => userEntityRef === refOf(person as Person),
      )?.[1];
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, ...(groups ?? [])],
      };
    },
  }),
});

/** Pat is the platform engineer; everything else is as without a policy. */
const permissions = createServiceFactory({
  service: coreServices.permissions,
  deps: {},
  factory: () => ({
    authorize: async (requests, options) => decide(requests, options),
    authorizeConditional: async (requests, options) =>
      decide(requests, options),
  }),
});

function decide(
  requests: readonly { readonly permission: Permission }[],
  options: object | undefined,
): { result: AuthorizeResult.ALLOW | AuthorizeResult.DENY }[] {
  const isPat = JSON.stringify(options).includes(refOf('pat'));
  return requests.map(({ permission: { name } }) => ({
    result:
      name === oneClickProjectAdministerPermission.name && !isPat
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  }));
}

/** A cluster where nobody listens. */
export const ABSENT_CLUSTER = {
  name: 'main',
  title: 'Main cluster',
  url: 'https://127.0.0.1:9',
  token: 'nobody',
};

/** Tests ask more often than people do. */
const UNLIMITED = {
  readsPerMinute: 1_000_000,
  writesPerMinute: 1_000_000,
  costlyPerMinute: 1_000_000,
};

export interface TestBackendOptions {
  readonly config?: JsonObject;
  readonly knex?: Knex;
  readonly features?: readonly BackendFeature[];
  /** In place of the service that knows Pat. */
  readonly permissions?: BackendFeature;
}

/**
 * The plugin in a real backend that listens; call `stop` in the end. Without a
 * database it gets one of its own: Backstage leaves those it makes open.
 */
export async function startOneClickBackend(options: TestBackendOptions = {}) {
  const { config, features = [] } = options;
  const own = options.knex ? undefined : openSqlite();
  const knex = options.knex ?? own;
  const { oneClick = { clusters: [ABSENT_CLUSTER] } } = config ?? {};
  const data = {
    permission: { enabled: true },
    ...config,
    oneClick: { limits: UNLIMITED, ...(oneClick as JsonObject) },
  };
  const backend = await startTestBackend({
    features: [
      oneClickPlugin,
      userInfo,
      options.permissions ?? permissions,
      mockServices.rootConfig.factory({ data }),
      ...(knex ? [mockServices.database.factory({ knex })] : []),
      ...features,
    ],
  });
  const { server } = backend;
  const url = `http://localhost:${server.port()}/api/one-click`;
  return {
    url,
    server,
    /** The API's client as a person uses it. */
    clientOf: (person: Person) => clientAt(url, person),
    clientOfService: () => createClient(url, mockCredentials.service.header()),
    async stop() {
      await backend.stop();
      await own?.destroy();
    },
  };
}

export type TestBackend = Awaited<ReturnType<typeof startOneClickBackend>>;

/** The authorization header of a person. */
export function headerOf(person: Person): string {
  return mockCredentials.user.header(refOf(person));
}

/** The API's client as a person uses it, wherever the plugin listens. */
export function clientAt(url: string, person: Person): OneClickClient {
  return createClient(url, headerOf(person));
}

function createClient(url: string, authorization: string): OneClickClient {
  return new OneClickClient({
    discoveryApi: { getBaseUrl: async () => url },
    fetchApi: {
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: { ...init?.headers, authorization },
        }),
    },
  });
}
