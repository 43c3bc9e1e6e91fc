import type { KubeConnection } from '../connection';
import { isError, KubeUnauthorizedError } from '../errors';
import type { KubeRequest } from './Transport';

/** How to meet the server: what Node's https, tls and http2 all understand. */
export interface TlsOptions {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly rejectUnauthorized: boolean;
}

/** Builds the TLS options of a connection. */
export function tlsOptions(connection: KubeConnection): TlsOptions {
  const { ca, clientCertificate, serverName, skipTLSVerify } = connection;
  return {
    ...(ca !== undefined && { ca }),
    ...clientCertificate,
    ...(serverName !== undefined && { servername: serverName }),
    rejectUnauthorized: !skipTLSVerify,
  };
}

/** The host as `connect` wants it: an IPv6 address without its brackets. */
export function bareHost(server: URL): string {
  return server.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** The headers of a request, credentials included. */
export async function requestHeaders(
  request: KubeRequest,
  options: { readonly connection: KubeConnection; readonly userAgent: string },
): Promise<Record<string, string>> {
  const { body } = request;
  return {
    ...(await credentialHeaders(options.connection)),
    accept: request.accept ?? 'application/json',
    'user-agent': options.userAgent,
    ...(body && {
      'content-type': body.contentType,
      'content-length': String(Buffer.byteLength(body.content)),
    }),
  };
}

async function credentialHeaders(
  connection: KubeConnection,
): Promise<Readonly<Record<string, string>>> {
  try {
    return await connection.credentials.headers();
  } catch (cause) {
    const why = isError(cause) ? cause.message : String(cause);
    throw new KubeUnauthorizedError(
      `Cannot get credentials for the cluster at '${connection.server.host}': ${why}`,
      { cause },
    );
  }
}
