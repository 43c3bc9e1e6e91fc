import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { OneClickClient } from '@one-click/backstage-plugin-one-click-common';
import type { OneClickApi } from '@one-click/backstage-plugin-one-click-common';

/** One-Click for other backend plugins. */
export interface OneClickService {
  /**
   * The One-Click API as the holder of the credentials may use it: what they
   * may not see is not there, what they may not do is refused.
   */
  actAs(credentials: BackstageCredentials): OneClickApi;
}

class HttpOneClickService implements OneClickService {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  static create(options: { auth: AuthService; discovery: DiscoveryService }) {
    return new HttpOneClickService(options);
  }

  private constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  actAs(credentials: BackstageCredentials): OneClickApi {
    return new OneClickClient({
      discoveryApi: this.#discovery,
      fetchApi: {
        // A token lives for an hour at most, so each request asks for its own.
        fetch: async (input, init) => {
          const { token } = await this.#auth.getPluginRequestToken({
            onBehalfOf: credentials,
            targetPluginId: 'one-click',
          });
          const headers = new Headers(init?.headers);
          headers.set('Authorization', `Bearer ${token}`);
          return fetch(input, { ...init, headers });
        },
      },
    });
  }
}

/** Injects {@link OneClickService} into any backend plugin or module. */
export const oneClickServiceRef = createServiceRef<OneClickService>({
  id: 'one-click',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) =>
        HttpOneClickService.create({ auth, discovery }),
    }),
});
