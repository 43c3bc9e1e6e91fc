import { request as requestHttp } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connectOnlyTo, resolvePublic } from './PublicAddress';
import type { Resolve } from './PublicAddress';
import { RegistryError } from './RegistryError';
import type { RegistryRules } from './RegistryRules';

/** Milliseconds that a whole exchange may take. */
export const EXCHANGE_TIMEOUT_MS = 5_000;

/** Bytes that an answer may have. */
export const MAX_ANSWER_BYTES = 5 * 1024 * 1024;

/** One request; redirects are for the caller to judge. */
export interface RegistryRequest {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  /** The authority that signs the host's certificate. */
  readonly ca?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came back, whole. */
export interface RegistryAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface RegistryTransportOptions {
  readonly rules: RegistryRules;
  readonly resolve: Resolve;
  readonly timeoutMs?: number | undefined;
}

/**
 * Sends single requests. A host is looked up once and only the address that
 * was judged is connected to, so that a name cannot change its mind in between.
 */
export class RegistryTransport {
  readonly #options: RegistryTransportOptions;

  constructor(options: RegistryTransportOptions) {
    this.#options = options;
  }

  /** Throws RegistryError: `away`, `blockedAddress` or `unexpected`. */
  async send(request: RegistryRequest): Promise<RegistryAnswer> {
    const { url } = request;
    const { rules, resolve, timeoutMs = EXCHANGE_TIMEOUT_MS } = this.#options;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signals = request.signal ? [request.signal, timeout] : [timeout];
    const signal = AbortSignal.any(signals);
    try {
      const addresses = await abortable(
        resolvePublic(url.hostname, {
          resolve,
          mayBeInside: rules.mayBeInside(url.host),
        }),
        signal,
      );
      const lookup = connectOnlyTo(addresses);
      return await exchange({ ...request, signal }, lookup);
    } catch (error) {
      throw toRegistryError(error, { host: url.host, signal });
    }
  }
}

function exchange(
  request: RegistryRequest,
  lookup: ReturnType<typeof connectOnlyTo>,
): Promise<RegistryAnswer> {
  const { url, method, headers, ca, signal } = request;
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      method,
      headers: { 'User-Agent': 'one-click', ...headers },
      lookup,
      // A connection of its own: nothing is shared between hosts or sign-ins.
      agent: false,
      ...(ca !== undefined && { ca }),
      ...(signal && { signal }),
    });
    outgoing.once('error', reject);
    outgoing.once('response', incoming => {
      readWhole(incoming).then(body => {
        const { statusCode: status = 0 } = incoming;
        resolve({ status, headers: incoming.headers, body });
      }, reject);
    });
    outgoing.end();
  });
}

async function readWhole(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) {
      incoming.destroy();
      throw new RegistryError(
        'unexpected',
        `The answer is larger than ${MAX_ANSWER_BYTES} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The system's lookup cannot be called off, but it need not be waited for. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work
      .finally(() => signal.removeEventListener('abort', onAbort))
      .then(resolve, reject);
  });
}

function toRegistryError(
  error: unknown,
  { host, signal }: { readonly host: string; readonly signal: AbortSignal },
): unknown {
  if (error instanceof RegistryError) {
    return error;
  }
  if (signal.aborted) {
    return new RegistryError('away', `'${host}' did not answer in time`);
  }
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return new RegistryError(
    'away',
    `'${host}' cannot be reached${code ? ` (${String(code)})` : ''}`,
  );
}
