import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { systemClock } from '../clock';
import type { Clock } from '../clock';
import type { KubeConnection, KubeCredentials } from './KubeConnection';
import { parseServer } from './url';

export interface KubeconfigSource {
  readonly path: string;
  readonly context?: string | undefined;
}

/** Plugins are asked again this often; they keep caches of their own. */
const CREDENTIALS_TTL_MS = 60_000;

class KubeconfigCredentials implements KubeCredentials {
  readonly #source: KubeconfigSource;
  readonly #clock: Clock;
  #config: KubeConfig | undefined;
  #cached:
    | { readonly headers: Record<string, string>; readonly until: number }
    | undefined;

  constructor(source: KubeconfigSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    const now = this.#clock.now();
    if (!this.#cached || this.#cached.until <= now) {
      this.#config ??= await loadConfig(this.#source);
      const headers = headersOf(await httpsOptions(this.#config));
      this.#cached = { headers, until: now + CREDENTIALS_TTL_MS };
    }
    return this.#cached.headers;
  }

  /** Reads the file again too: its token may have been renewed in place. */
  invalidate(): boolean {
    this.#cached = undefined;
    this.#config = undefined;
    return true;
  }
}

/**
 * Builds a connection from a kubeconfig file.
 *
 * The only place that runs client-node: it knows exec plugins, OIDC and the
 * file's many forms. It costs 13 to 18 MB, which is why it is loaded when a
 * file is asked for and not before.
 */
export async function kubeconfigConnection(
  source: KubeconfigSource,
  clock: Clock = systemClock,
): Promise<KubeConnection> {
  const config = await loadConfig(source);
  const cluster = config.getCurrentCluster();
  if (!cluster) {
    throw new Error(
      `Context '${config.getCurrentContext()}' in '${
        source.path
      }' names a cluster that the file does not have`,
    );
  }
  if (cluster.proxyUrl) {
    throw new Error(
      `Cluster '${cluster.name}' in '${source.path}' asks for a proxy (proxy-url), which is not supported`,
    );
  }
  const options = await httpsOptions(config);
  return {
    server: parseServer(cluster.server),
    ca: pemOf(options.ca),
    clientCertificate: clientCertificateOf(options),
    serverName: options.servername,
    skipTLSVerify: cluster.skipTLSVerify,
    credentials: new KubeconfigCredentials(source, clock),
    namespace: config.getContextObject(config.getCurrentContext())?.namespace,
  };
}

async function loadConfig(source: KubeconfigSource): Promise<KubeConfig> {
  const { KubeConfig } = await import('@kubernetes/client-node/dist/config.js');
  const config = new KubeConfig();
  config.loadFromFile(source.path);
  selectContext(config, source);
  return config;
}

function selectContext(config: KubeConfig, source: KubeconfigSource): void {
  const wanted = source.context ?? config.getCurrentContext();
  if (!wanted) {
    throw new Error(
      `Kubeconfig file '${
        source.path
      }' has no current context: name one of ${contextNames(config)}`,
    );
  }
  if (!config.getContextObject(wanted)) {
    throw new Error(
      `No context '${wanted}' in kubeconfig file '${
        source.path
      }': it has ${contextNames(config)}`,
    );
  }
  config.setCurrentContext(wanted);
}

function contextNames(config: KubeConfig): string {
  return config
    .getContexts()
    .map(({ name }) => `'${name}'`)
    .join(', ');
}

async function httpsOptions(config: KubeConfig): Promise<RequestOptions> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return options;
}

function pemOf(value: RequestOptions['ca']): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  return Array.isArray(value) ? value.join('\n') : String(value);
}

function clientCertificateOf(options: RequestOptions) {
  const { cert, key } = options;
  return cert && key ? { cert: String(cert), key: String(key) } : undefined;
}

function headersOf(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value !== undefined) {
      headers[name.toLowerCase()] = String(value);
    }
  }
  if (options.auth) {
    const basic = Buffer.from(options.auth).toString('base64');
    headers.authorization = `Basic ${basic}`;
  }
  return headers;
}
