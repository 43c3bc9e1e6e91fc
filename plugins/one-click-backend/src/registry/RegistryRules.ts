/** What the configuration says of one registry. */
export interface RegistrySettings {
  /** As images name it, with port. */
  readonly host: string;
  /** Hosts that may be given this registry's sign-in in exchange for a token. */
  readonly tokenHosts: readonly string[];
  /** Speak HTTP without TLS. */
  readonly plainHttp: boolean;
  /** PEM of the authority that signs its certificate; the system's where absent. */
  readonly ca: string | undefined;
  /** Requests a minute, of one process. */
  readonly requestsPerMinute: number;
}

/** Requests a minute where the configuration says nothing. */
export const DEFAULT_REQUESTS_A_MINUTE = 60;

/** Registries whose tokens come from elsewhere, as their own documentation says. */
const TOKEN_HOSTS: Readonly<Record<string, string>> = {
  'docker.io': 'auth.docker.io',
  'registry.gitlab.com': 'gitlab.com',
};

/** What is allowed with which registry. */
export class RegistryRules {
  readonly #settings: ReadonlyMap<string, RegistrySettings>;
  readonly #inside: ReadonlySet<string>;

  constructor(settings: readonly RegistrySettings[]) {
    this.#settings = new Map(settings.map(each => [each.host, each]));
    this.#inside = new Set(
      settings.flatMap(({ host, tokenHosts }) => [host, ...tokenHosts]),
    );
  }

  /** What is configured for a registry, or what goes without saying. */
  settingsOf(host: string): RegistrySettings {
    return (
      this.#settings.get(host) ?? {
        host,
        tokenHosts: [],
        plainHttp: false,
        ca: undefined,
        requestsPerMinute: DEFAULT_REQUESTS_A_MINUTE,
      }
    );
  }

  /** Whether a host, with its port, may have a loopback, link-local or private address: only where it is configured. */
  mayBeInside(host: string): boolean {
    return this.#inside.has(host);
  }

  /**
   * Whether a registry's sign-in may go to the place where it says that tokens
   * are made: to itself, to what the table or the configuration names, and only
   * over TLS, unless the registry itself is spoken to without.
   */
  mayHaveSignIn(
    registry: { readonly host: string; readonly apiHost: string },
    realm: URL,
  ): boolean {
    const { tokenHosts, plainHttp } = this.settingsOf(registry.host);
    const isSafe = realm.protocol === 'https:' || plainHttp;
    return (
      isSafe &&
      [registry.apiHost, TOKEN_HOSTS[registry.host], ...tokenHosts].includes(
        realm.host,
      )
    );
  }
}
