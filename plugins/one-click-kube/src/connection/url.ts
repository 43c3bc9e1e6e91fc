import { readFile } from 'node:fs/promises';
import { systemClock } from '../clock';
import type { Clock } from '../clock';
import type { KubeConnection, KubeCredentials } from './KubeConnection';
import { fixedToken, TokenFile } from './tokens';

/** A cluster given by its parts. */
export interface UrlSource {
  readonly type: 'url';
  readonly url: string;
  /** At most one of the two. */
  readonly token?: string | undefined;
  readonly tokenFile?: string | undefined;
  /** At most one of the two: PEM, plain or in base64, or a file of PEM. */
  readonly caData?: string | undefined;
  readonly caFile?: string | undefined;
  /** Accept any certificate; `false` by default. For experiments only. */
  readonly skipTLSVerify?: boolean | undefined;
}

/** Builds a connection from its parts. */
export async function urlConnection(
  source: UrlSource,
  clock: Clock = systemClock,
): Promise<KubeConnection> {
  return {
    server: parseServer(source.url),
    ca: await readCa(source),
    skipTLSVerify: source.skipTLSVerify ?? false,
    credentials: credentialsOf(source, clock),
  };
}

/** Checks an API server's URL. The message shows no more than its host. */
export function parseServer(text: string): URL {
  if (!URL.canParse(text)) {
    throw new Error(
      'The cluster URL is not a URL: it should look like https://host:6443',
    );
  }
  const server = new URL(text);
  if (server.protocol !== 'https:') {
    throw new Error(
      `Cluster URL of '${server.host}' must begin with https://: a plain connection would give the token away`,
    );
  }
  if (server.username !== '' || server.password !== '') {
    throw new Error(
      `Cluster URL of '${server.host}' must not hold a user or a password: use a token or a kubeconfig file`,
    );
  }
  return server;
}

async function readCa(source: UrlSource): Promise<string | undefined> {
  const { caData, caFile } = source;
  if (caData !== undefined && caFile !== undefined) {
    throw new Error("Give one of 'caData' and 'caFile', not both");
  }
  if (caFile !== undefined) {
    return readPem(await readFile(caFile, 'utf8'), `CA file '${caFile}'`);
  }
  return caData === undefined ? undefined : readPem(caData, "'caData'");
}

/** Takes PEM as it is, or out of base64; `what` names it in the message. */
export function readPem(data: string, what: string): string {
  const begin = '-----BEGIN ';
  const pem = data.includes(begin)
    ? data
    : Buffer.from(data, 'base64').toString('utf8');
  if (!pem.includes(begin)) {
    throw new Error(
      `${what} holds no certificate: give PEM, or PEM in base64 as in a kubeconfig file`,
    );
  }
  return pem;
}

function credentialsOf(source: UrlSource, clock: Clock): KubeCredentials {
  const { token, tokenFile } = source;
  if (token !== undefined && tokenFile !== undefined) {
    throw new Error("Give one of 'token' and 'tokenFile', not both");
  }
  return tokenFile === undefined
    ? fixedToken(token)
    : new TokenFile({ path: tokenFile, clock });
}
