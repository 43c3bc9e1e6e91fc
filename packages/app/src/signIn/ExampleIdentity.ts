import { ResponseError } from '@backstage/errors';
import type {
  BackstageUserIdentity,
  DiscoveryApi,
  IdentityApi,
  ProfileInfo,
} from '@backstage/frontend-plugin-api';

/** A token is renewed when it has less than this left, so that none runs out under way. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** Where the choice is kept: for this tab, until it is closed. */
const CHOSEN_USER_KEY = 'one-click.example-user';

/** What the identity needs from the page. */
export interface ExampleIdentityOptions {
  readonly discovery: DiscoveryApi;
  readonly fetch: typeof fetch;
  readonly storage: Storage;
  readonly now: () => number;
}

interface Session {
  readonly profile: ProfileInfo;
  readonly identity: BackstageUserIdentity;
  readonly token: string;
  readonly expiresAt: number;
}

/** The signed-in example user, for one tab. */
export class ExampleIdentity implements IdentityApi {
  readonly #options: ExampleIdentityOptions;
  readonly #user: string;
  #session: Session;
  #renewal: Promise<Session> | undefined;

  /** The user this tab chose before, or `undefined`. */
  static chosenUser(storage: Storage): string | undefined {
    return storage.getItem(CHOSEN_USER_KEY) ?? undefined;
  }

  /** Signs in and remembers the choice. Throws where the backend refuses or is away. */
  static async signIn(
    user: string,
    options: ExampleIdentityOptions,
  ): Promise<ExampleIdentity> {
    const session = await requestSession(user, options);
    options.storage.setItem(CHOSEN_USER_KEY, user);
    return new ExampleIdentity(user, session, options);
  }

  private constructor(
    user: string,
    session: Session,
    options: ExampleIdentityOptions,
  ) {
    this.#user = user;
    this.#session = session;
    this.#options = options;
  }

  async getProfileInfo(): Promise<ProfileInfo> {
    return this.#session.profile;
  }

  async getBackstageIdentity(): Promise<BackstageUserIdentity> {
    return this.#session.identity;
  }

  async getCredentials(): Promise<{ token: string }> {
    const { token } = await this.#freshSession();
    return { token };
  }

  async signOut(): Promise<void> {
    this.#options.storage.removeItem(CHOSEN_USER_KEY);
  }

  async #freshSession(): Promise<Session> {
    if (this.#session.expiresAt - this.#options.now() > RENEW_BEFORE_MS) {
      return this.#session;
    }
    this.#renewal ??= requestSession(this.#user, this.#options).finally(() => {
      this.#renewal = undefined;
    });
    this.#session = await this.#renewal;
    return this.#session;
  }
}

async function requestSession(
  user: string,
  options: ExampleIdentityOptions,
): Promise<Session> {
  const { discovery, now } = options;
  const base = await discovery.getBaseUrl('auth');
  const response = await options.fetch(
    `${base}/example/refresh?user=${encodeURIComponent(user)}`,
  );
  if (!response.ok) {
    const { body } = await ResponseError.fromResponse(response);
    throw new Error(body.error.message);
  }
  return parseSession(await response.json(), now());
}

function parseSession(body: unknown, now: number): Session {
  const { profile, backstageIdentity } = body as {
    profile: ProfileInfo;
    backstageIdentity: {
      token: string;
      expiresInSeconds: number;
      identity: BackstageUserIdentity;
    };
  };
  const { token, identity, expiresInSeconds } = backstageIdentity;
  return { profile, identity, token, expiresAt: now + expiresInSeconds * 1000 };
}
