import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { constants, createSecureServer } from 'node:http2';
import type { ServerHttp2Session, Settings } from 'node:http2';
import { Agent, createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server as TlsServer } from 'node:tls';
import { ensureBinaries } from './binaries';
import { certificateFiles, issueCertificates } from './certificates';
import { Exchange } from './faultProxyExchange';
import type { ProxyRequest, ProxyResponse } from './faultProxyExchange';
import { FaultRules } from './faultProxyRules';
import type { FaultRule } from './faultProxyRules';
import { portOf, Wires } from './faultProxyWire';

/** The API server to stand before. A cluster has these. */
export interface FaultProxyTarget {
  readonly server: string;
  /** Base64 of PEM, as in kubeconfigs. */
  readonly caData: string;
}

/** How a proxy differs from the usual. */
export interface FaultProxyOptions {
  /** Whether clients are offered HTTP/2. @defaultValue true */
  readonly http2?: boolean;
  /** Streams a client may have open at once over HTTP/2. @defaultValue no limit */
  readonly maxConcurrentStreams?: number;
}

/** A request that came to the proxy. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly userAgent: string;
  readonly httpVersion: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Stands before an API server, and lets go wrong what it is told to. */
export interface FaultProxy {
  /** URL to use in the API server's place; it takes the same tokens. */
  readonly server: string;
  /** The authority to trust, base64 of PEM. */
  readonly caData: string;
  /** All requests so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** How many connections clients have made so far. */
  readonly connections: number;
  /** Puts rules in force, in place of those before. */
  set(...rules: readonly FaultRule[]): void;
  /** Lets all go well again; connections that are frozen stay so. */
  clear(): void;
  /**
   * Tells every HTTP/2 client to go away, as a server does that shuts down; with
   * `streams: 'none'`, that none of its requests was even looked at.
   */
  goAway(options?: { readonly streams: 'none' }): void;
  /**
   * Lets nothing through any more on the connections there are, idle or not, as
   * a firewall does that has forgotten them; new ones are well.
   */
  freeze(): Promise<void>;
  /** Ends all connections and stops listening. */
  stop(): Promise<void>;
}

interface Identity {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

async function issueIdentity(): Promise<Identity> {
  const { devcluster } = await ensureBinaries();
  const folder = await mkdtemp(join(tmpdir(), 'one-click-fault-proxy-'));
  try {
    await issueCertificates({ devcluster, folder, serverHosts: [], extra: [] });
    const { certificate, key } = certificateFiles(folder, 'apiserver');
    return {
      ca: await readFile(join(folder, 'ca.crt')),
      cert: await readFile(certificate),
      key: await readFile(key),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class TlsFaultProxy implements FaultProxy {
  readonly caData: string;
  readonly requests: SeenRequest[] = [];
  readonly #tls: TlsServer;
  readonly #target: URL;
  readonly #agent: Agent;
  readonly #rules = new FaultRules();
  readonly #exchanges = new Set<Exchange>();
  readonly #sessions = new Set<ServerHttp2Session>();
  readonly #sockets = new Set<Socket>();
  #wires: Wires | undefined;
  #port = 0;

  constructor(
    target: FaultProxyTarget,
    options: FaultProxyOptions & { readonly identity: Identity },
  ) {
    const { ca, cert, key } = options.identity;
    this.caData = ca.toString('base64');
    this.#target = new URL(target.server);
    this.#agent = new Agent({
      keepAlive: true,
      ca: Buffer.from(target.caData, 'base64'),
    });
    this.#tls =
      options.http2 === false
        ? createHttpsServer({ cert, key })
        : createSecureServer({
            allowHTTP1: true,
            cert,
            key,
            settings: limitsOf(options),
          });
    // Small pieces must not wait for each other: faults are timed by what arrives.
    this.#tls.on('connection', (socket: Socket) => {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#tls.on('session', (session: ServerHttp2Session) =>
      this.#noteSession(session),
    );
    this.#tls.on('request', (request: ProxyRequest, response: ProxyResponse) =>
      this.#exchange(request, response),
    );
  }

  get server(): string {
    return `https://127.0.0.1:${this.#port}`;
  }

  get connections(): number {
    return this.#wires?.accepted ?? 0;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#tls.once('error', reject);
      this.#tls.listen(0, '127.0.0.1', resolve);
    });
    this.#wires = new Wires(portOf(this.#tls.address()));
    this.#port = await this.#wires.listen();
  }

  set(...rules: readonly FaultRule[]): void {
    this.#rules.set(rules);
    for (const exchange of this.#exchanges) {
      for (const rule of this.#rules.take(exchange.request)) {
        exchange.strike(rule);
      }
    }
  }

  clear(): void {
    this.#rules.set([]);
  }

  goAway(options?: { readonly streams: 'none' }): void {
    for (const session of this.#sessions) {
      if (options) {
        session.goaway(constants.NGHTTP2_NO_ERROR, 0);
      } else {
        session.goaway();
      }
    }
  }

  async freeze(): Promise<void> {
    await this.#wires?.freeze();
  }

  async stop(): Promise<void> {
    await this.#wires?.close();
    for (const session of this.#sessions) {
      session.destroy();
    }
    const closed = new Promise(resolve => this.#tls.close(resolve));
    // One that was reset in the middle of a handshake has no session to end it.
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await closed;
    this.#agent.destroy();
  }

  #noteSession(session: ServerHttp2Session): void {
    this.#sessions.add(session);
    session.once('close', () => this.#sessions.delete(session));
    // What ends is told by 'close'.
    session.on('error', () => {});
  }

  #exchange(request: ProxyRequest, response: ProxyResponse): void {
    const seen = describeRequest(request);
    this.requests.push(seen);
    if (!this.#wires) {
      return;
    }
    const exchange = new Exchange({
      request,
      response,
      seen,
      target: this.#target,
      agent: this.#agent,
      wires: this.#wires,
      rules: this.#rules.take(seen),
    });
    this.#exchanges.add(exchange);
    exchange.run().finally(() => this.#exchanges.delete(exchange));
  }
}

function limitsOf({ maxConcurrentStreams }: FaultProxyOptions): Settings {
  return maxConcurrentStreams === undefined ? {} : { maxConcurrentStreams };
}

function describeRequest(request: ProxyRequest): SeenRequest {
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    httpVersion: request.httpVersion,
    at: Date.now(),
  };
}

/** Starts a proxy on a free port of loopback, for HTTP/1.1 and HTTP/2. */
export async function startFaultProxy(
  target: FaultProxyTarget,
  options: FaultProxyOptions = {},
): Promise<FaultProxy> {
  const identity = await issueIdentity();
  const proxy = new TlsFaultProxy(target, { ...options, identity });
  await proxy.listen();
  return proxy;
}
