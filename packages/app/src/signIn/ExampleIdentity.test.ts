import { ExampleIdentity } from './ExampleIdentity';

const MINUTE_MS = 60_000;

/** A backend that counts the tokens it gave out, each good for an hour. */
class ExampleBackend {
  tokens = 0;
  now = 0;
  readonly asked: string[] = [];
  readonly storage = window.sessionStorage;
  readonly discovery = { getBaseUrl: async (id: string) => `/api/${id}` };

  readonly fetch = async (url: unknown) => {
    this.asked.push(String(url));
    if (String(url).includes('eve')) {
      return this.#answer(404, {
        error: { name: 'NotFoundError', message: "'eve' is no example user" },
        response: { statusCode: 404 },
      });
    }
    this.tokens += 1;
    return this.#answer(200, {
      profile: { displayName: 'Ana Díaz' },
      backstageIdentity: {
        token: `token-${this.tokens}`,
        expiresInSeconds: 3600,
        identity: { type: 'user', userEntityRef: 'user:default/ana' },
      },
    });
  };

  signIn(user: string) {
    return ExampleIdentity.signIn(user, {
      ...this,
      fetch: this.fetch,
      now: () => this.now,
    });
  }

  #answer(status: number, body: unknown): Response {
    const text = JSON.stringify(body);
    const headers = new Map([['content-type', 'application/json']]);
    return {
      ok: status < 400,
      status,
      headers,
      text: async () => text,
      json: async () => body,
    } as unknown as Response;
  }
}

describe('ExampleIdentity', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('remembers who signed in for as long as the tab lives', async () => {
    const backend = new ExampleBackend();

    const identity = await backend.signIn('user:default/ana');

    expect(backend.asked).toEqual([
      '/api/auth/example/refresh?user=user%3Adefault%2Fana',
    ]);
    expect(ExampleIdentity.chosenUser(window.sessionStorage)).toBe(
      'user:default/ana',
    );
    await expect(identity.getProfileInfo()).resolves.toEqual({
      displayName: 'Ana Díaz',
    });
  });

  it('forgets them at sign-out, so that the next page asks again', async () => {
    const identity = await new ExampleBackend().signIn('user:default/ana');

    await identity.signOut();

    expect(ExampleIdentity.chosenUser(window.sessionStorage)).toBeUndefined();
  });

  it('remembers nobody whom the backend refuses', async () => {
    await expect(
      new ExampleBackend().signIn('user:default/eve'),
    ).rejects.toThrow("'eve' is no example user");

    expect(ExampleIdentity.chosenUser(window.sessionStorage)).toBeUndefined();
  });

  it('keeps a token until it is about to run out', async () => {
    const backend = new ExampleBackend();
    const identity = await backend.signIn('user:default/ana');

    backend.now = 54 * MINUTE_MS;
    await expect(identity.getCredentials()).resolves.toEqual({
      token: 'token-1',
    });
    backend.now = 56 * MINUTE_MS;
    await expect(identity.getCredentials()).resolves.toEqual({
      token: 'token-2',
    });
  });

  it('renews once however many requests ask at the same time', async () => {
    const backend = new ExampleBackend();
    const identity = await backend.signIn('user:default/ana');
    backend.now = 56 * MINUTE_MS;

    await Promise.all([identity.getCredentials(), identity.getCredentials()]);

    expect(backend.tokens).toBe(2);
  });
});
