import { parseChallenge } from './challenge';
import type { RegistryBudget } from './RegistryBudget';
import { RegistryError } from './RegistryError';
import type { RegistryRules } from './RegistryRules';
import type { RegistryTokens } from './RegistryTokens';
import type { RegistryAnswer, RegistryTransport } from './RegistryTransport';
import type { RepositoryAddress, SignIn } from './RepositoryRef';

const MAX_REDIRECTS = 3;

export interface RegistrySessionOptions {
  readonly rules: RegistryRules;
  readonly transport: RegistryTransport;
  readonly tokens: RegistryTokens;
  readonly budget: RegistryBudget;
}

/** Requests about one repository by one sign-in. */
export class RegistrySession {
  /** The repository, as messages name it. */
  readonly what: string;
  readonly #options: SessionContext;

  constructor(options: SessionContext) {
    this.#options = options;
    const { host, path } = options.address;
    this.what = `'${host}/${path}'`;
  }

  /** Where a part of the repository is. */
  urlOf(part: string): URL {
    const { rules, address } = this.#options;
    const { plainHttp } = rules.settingsOf(address.host);
    const scheme = plainHttp ? 'http' : 'https';
    return new URL(`${scheme}://${address.apiHost}/v2/${address.path}/${part}`);
  }

  /**
   * Sends a request, signed in where the registry asks for it, and goes where
   * redirects lead: no sign-in goes along, not even to the same host.
   */
  async send(request: SessionRequest): Promise<RegistryAnswer> {
    let { url } = request;
    let answer = await this.#signedIn(request);
    for (let hop = 0; isRedirect(answer); hop += 1) {
      if (hop === MAX_REDIRECTS) {
        throw new RegistryError(
          'unexpected',
          `${this.what} is redirected too often`,
        );
      }
      url = this.#redirect(answer, url);
      answer = await this.#exchange({ ...request, url });
    }
    return answer;
  }

  async #signedIn(request: SessionRequest): Promise<RegistryAnswer> {
    const { tokens } = this.#options;
    const first = await this.#exchange(request, tokens.find(this.#options));
    if (first.status !== 401) {
      return first;
    }
    tokens.forget(this.#options);
    const challenge = parseChallenge(first.headers['www-authenticate']);
    const header = challenge && (await tokens.answer(challenge, this.#options));
    return header === undefined ? first : this.#exchange(request, header);
  }

  #redirect({ headers }: RegistryAnswer, from: URL): URL {
    const { location = '' } = headers;
    const to = URL.canParse(location, from)
      ? new URL(location, from)
      : undefined;
    const isSafe = to?.protocol === 'https:' || to?.protocol === from.protocol;
    if (!to || !isSafe) {
      throw new RegistryError(
        'unexpected',
        `${this.what} is redirected to where it cannot be asked for safely`,
      );
    }
    return to;
  }

  async #exchange(
    { method, url, accept }: SessionRequest,
    authorization?: string,
  ): Promise<RegistryAnswer> {
    const { budget, rules, transport, address, signal } = this.#options;
    budget.spend(address.host);
    return transport.send({
      method,
      url,
      headers: {
        Accept: accept,
        ...(authorization !== undefined && { Authorization: authorization }),
      },
      ca:
        url.host === address.apiHost
          ? rules.settingsOf(address.host).ca
          : undefined,
      signal,
    });
  }
}

/** One request of a session. */
export interface SessionRequest {
  readonly method: 'GET' | 'HEAD';
  readonly url: URL;
  /** The media types that are understood. */
  readonly accept: string;
}

interface SessionContext extends RegistrySessionOptions {
  readonly address: RepositoryAddress;
  readonly signIn?: SignIn | undefined;
  readonly signal?: AbortSignal | undefined;
}

function isRedirect({ status }: RegistryAnswer): boolean {
  return status >= 300 && status < 400;
}
