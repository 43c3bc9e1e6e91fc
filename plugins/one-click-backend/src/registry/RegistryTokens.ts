import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson, refuseFailure } from './answers';
import type { Challenge } from './challenge';
import { RegistryError } from './RegistryError';
import type { RegistryRules } from './RegistryRules';
import type { RegistryAnswer, RegistryTransport } from './RegistryTransport';
import type { RepositoryAddress, SignIn } from './RepositoryRef';

const tokenSchema = z.object({
  token: z.string().optional(),
  access_token: z.string().optional(),
  expires_in: z.number().optional(),
});

/** What the distribution project says of tokens that name no time. */
const DEFAULT_LIFE_S = 60;
/** A token is not used so close to its end that it could run out on the way. */
const MARGIN_MS = 10_000;
const MAX_KEPT = 500;

/** Who asks for what. */
export interface TokenRequest {
  readonly address: RepositoryAddress;
  readonly signIn?: SignIn | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface KeptToken {
  readonly header: string;
  readonly until: number;
}

export interface RegistryTokensOptions {
  readonly rules: RegistryRules;
  readonly transport: RegistryTransport;
  readonly now: () => number;
}

/** Gets authorization headers for registries, and keeps those that live for a while. */
export class RegistryTokens {
  readonly #options: RegistryTokensOptions;
  readonly #kept = new Map<string, KeptToken>();

  constructor(options: RegistryTokensOptions) {
    this.#options = options;
  }

  /** A header that was good before. */
  find(request: TokenRequest): string | undefined {
    const kept = this.#kept.get(keyOf(request));
    return kept && kept.until > this.#options.now() ? kept.header : undefined;
  }

  forget(request: TokenRequest): void {
    this.#kept.delete(keyOf(request));
  }

  /**
   * The header that answers a challenge; absent where there is nothing to
   * answer with. Throws RegistryError, `foreignRealm` where the sign-in would
   * have to go to a host that is neither the registry nor trusted with it.
   */
  async answer(
    challenge: Challenge,
    request: TokenRequest,
  ): Promise<string | undefined> {
    const { signIn } = request;
    if (challenge.scheme === 'basic') {
      return signIn && basicHeader(signIn);
    }
    const realm = this.#checkRealm(challenge, request);
    const { transport, now } = this.#options;
    const answer = await transport.send({
      url: toTokenUrl(realm, challenge, request),
      method: 'GET',
      headers: signIn ? { Authorization: basicHeader(signIn) } : {},
      ca: this.#options.rules.settingsOf(request.address.host).ca,
      signal: request.signal,
    });
    const { token, lifeMs } = readToken(answer, realm);
    const header = `Bearer ${token}`;
    if (this.#kept.size >= MAX_KEPT) {
      this.#kept.clear();
    }
    const until = now() + lifeMs - MARGIN_MS;
    this.#kept.set(keyOf(request), { header, until });
    return header;
  }

  #checkRealm(challenge: Challenge, { address, signIn }: TokenRequest): URL {
    const { realm = '' } = challenge.parameters;
    const { rules } = this.#options;
    const { plainHttp } = rules.settingsOf(address.host);
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    if (!url || (url.protocol !== 'https:' && !(plainHttp && isHttp(url)))) {
      throw new RegistryError(
        'unexpected',
        `'${address.host}' names no place for tokens that can be asked safely`,
      );
    }
    if (signIn && !rules.mayHaveSignIn(address, url)) {
      throw new RegistryError(
        'foreignRealm',
        `'${address.host}' wants its sign-in to be sent to '${url.host}', which is not done unasked: a platform engineer can add that host to oneClick.registries[].tokenHosts`,
      );
    }
    return url;
  }
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:';
}

function basicHeader({ username, password }: SignIn): string {
  const text = Buffer.from(`${username}:${password}`).toString('base64');
  return `Basic ${text}`;
}

/** Asks for no more than reading the one repository, whatever the challenge says. */
function toTokenUrl(
  realm: URL,
  { parameters }: Challenge,
  { address, signIn }: TokenRequest,
): URL {
  const url = new URL(realm);
  if (parameters.service !== undefined) {
    url.searchParams.set('service', parameters.service);
  }
  url.searchParams.set('scope', `repository:${address.path}:pull`);
  if (signIn) {
    url.searchParams.set('account', signIn.username);
  }
  return url;
}

function readToken(answer: RegistryAnswer, realm: URL) {
  refuseFailure(answer, `'${realm.host}'`);
  const parsed = tokenSchema.safeParse(parseJson(answer.body));
  const token = parsed.data?.token ?? parsed.data?.access_token;
  // A redirect ends here, too: a sign-in never follows one.
  if (answer.status !== 200 || token === undefined) {
    throw new RegistryError(
      'unexpected',
      `'${realm.host}' gave no token (${answer.status})`,
    );
  }
  const lifeMs = (parsed.data?.expires_in ?? DEFAULT_LIFE_S) * 1000;
  return { token, lifeMs };
}

/** No two sign-ins share a token; a password is kept as a hash only. */
function keyOf({ address, signIn }: TokenRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([address, signIn?.username, signIn?.password]))
    .digest('base64');
}
