import { OneClickClient } from '@one-click/backstage-plugin-one-click-common';
import type { OneClickApi } from '@one-click/backstage-plugin-one-click-common';

/** The API of a running portal as one of its example users, such as `user:default/ana`. */
export async function apiAs(url: string, user: string): Promise<OneClickApi> {
  const token = await requestToken(url, user);
  return new OneClickClient({
    discoveryApi: { getBaseUrl: async plugin => `${url}/api/${plugin}` },
    fetchApi: {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        return fetch(input, { ...init, headers });
      },
    },
  });
}

async function requestToken(url: string, user: string): Promise<string> {
  const query = new URLSearchParams({ user });
  const response = await fetch(`${url}/api/auth/example/refresh?${query}`);
  if (!response.ok) {
    throw new Error(
      `'${user}' cannot sign in at '${url}': ${await response.text()}`,
    );
  }
  const { backstageIdentity } = await response.json();
  return String(backstageIdentity.token);
}
