import { readFile } from 'node:fs/promises';
import type { Clock } from '../clock';
import type { KubeCredentials } from './KubeConnection';

/** Tokens in a pod rotate at 80 % of at least ten minutes; a minute is well within. */
const TOKEN_TTL_MS = 60_000;

/** Credentials that never change; without a token, none at all. */
export function fixedToken(token: string | undefined): KubeCredentials {
  const headers =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  return { headers: async () => headers, invalidate: () => false };
}

/** A bearer token in a file, read again once a minute and after a 401. */
export class TokenFile implements KubeCredentials {
  readonly #path: string;
  readonly #clock: Clock;
  #cached: { readonly token: string; readonly until: number } | undefined;

  constructor(options: { readonly path: string; readonly clock: Clock }) {
    this.#path = options.path;
    this.#clock = options.clock;
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    const now = this.#clock.now();
    if (!this.#cached || this.#cached.until <= now) {
      const token = (await readFile(this.#path, 'utf8')).trim();
      if (token === '') {
        throw new Error(`Token file '${this.#path}' is empty`);
      }
      this.#cached = { token, until: now + TOKEN_TTL_MS };
    }
    return { authorization: `Bearer ${this.#cached.token}` };
  }

  invalidate(): boolean {
    this.#cached = undefined;
    return true;
  }
}
