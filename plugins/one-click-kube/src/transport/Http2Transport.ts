import { connect } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import { isIP } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { toKubeError } from '../errors';
import { abortable } from './abortable';
import { toTransportError } from './failures';
import { Http2Session } from './Http2Session';
import type { TransportOptions } from './HttpsTransport';
import { readChunks } from './readChunks';
import { bareHost, requestHeaders, tlsOptions } from './server';
import { describeRequest, targetOn } from './Transport';
import type { KubeRequest, KubeStream, StreamOpener } from './Transport';
import { withRepeats } from './withRepeats';

/** Room for a burst of events over a long way; what is underway lies in memory. */
const STREAM_WINDOW_BYTES = 256 * 1024;
const SESSION_WINDOW_BYTES = 4 * STREAM_WINDOW_BYTES;

interface Sent {
  readonly session: Http2Session;
  readonly stream: ClientHttp2Stream;
}

interface Opened {
  readonly status: number;
  readonly stream: KubeStream;
}

/**
 * Opens streams over as few HTTP/2 sessions as the server's limit allows, which
 * is one as a rule. Where the server (or a proxy before it) speaks no HTTP/2,
 * the fallback opens them.
 */
export class Http2Transport implements StreamOpener {
  readonly #options: TransportOptions;
  readonly #fallback: StreamOpener;
  readonly #sessions = new Set<Http2Session>();
  readonly #closed = new AbortController();
  /** So that watches that start together share one session. */
  #connecting: Promise<Http2Session | undefined> | undefined;
  #speaksHttp2 = true;

  constructor(options: TransportOptions & { readonly fallback: StreamOpener }) {
    this.#options = options;
    this.#fallback = options.fallback;
  }

  async openStream(request: KubeRequest): Promise<KubeStream> {
    const closed = this.#closed.signal;
    const options = { ...this.#options, closed };
    const opened = await withRepeats(request, options, signal =>
      this.#open(request, signal),
    );
    return opened?.stream ?? this.#fallback.openStream(request);
  }

  close(): void {
    this.#closed.abort();
    for (const session of this.#sessions) {
      session.end('the client is closed');
    }
  }

  async #open(
    request: KubeRequest,
    signal: AbortSignal,
  ): Promise<Opened | undefined> {
    try {
      const sent = await this.#send(request, signal);
      return sent && (await this.#answerTo(sent, { request, signal }));
    } catch (error) {
      signal.throwIfAborted();
      throw this.#toError(error, request);
    }
  }

  /** Sends it on a session with room; `undefined` if there is no HTTP/2 to be had. */
  async #send(
    request: KubeRequest,
    signal: AbortSignal,
  ): Promise<Sent | undefined> {
    const { server } = this.#options.connection;
    const headers = await abortable(
      requestHeaders(request, this.#options),
      signal,
    );
    const path = targetOn(server, request);
    for (;;) {
      const session = await abortable(this.#session(), signal);
      if (!session) {
        return undefined;
      }
      // Others that waited for the same session may have taken its room.
      if (session.hasRoom || !session.isOpen) {
        return { session, stream: session.request(path, headers) };
      }
    }
  }

  async #answerTo(
    { session, stream }: Sent,
    context: { readonly request: KubeRequest; readonly signal: AbortSignal },
  ): Promise<Opened> {
    const { request, signal } = context;
    const answer = await firstAnswer(stream, signal);
    if (answer.status >= 300) {
      throw toKubeError({
        ...answer,
        body: await text(stream),
        request: describeRequest(request),
      });
    }
    const opened = readChunks(stream, {
      clock: this.#options.clock,
      signal: request.signal,
      toError: error => this.#toError(error, request),
      lastPongAt: () => session.lastPongAt(),
    });
    return { status: answer.status, stream: opened };
  }

  /** A session, with room if it is an old one; `undefined` without HTTP/2. */
  async #session(): Promise<Http2Session | undefined> {
    if (!this.#speaksHttp2) {
      return undefined;
    }
    for (const session of this.#sessions) {
      if (session.hasRoom) {
        return session;
      }
    }
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #connect(): Promise<Http2Session | undefined> {
    const { clock, connection, timeoutMs } = this.#options;
    const { host } = connection.server;
    const socket = await openSocket(this.#options);
    if (socket.alpnProtocol !== 'h2') {
      socket.destroy();
      this.#speaksHttp2 = false;
      return undefined;
    }
    const raw = await openSession(connection.server, { socket, timeoutMs });
    const session = new Http2Session({ session: raw, clock, host });
    this.#sessions.add(session);
    session.onClose(() => this.#sessions.delete(session));
    if (this.#closed.signal.aborted) {
      session.end('the client is closed');
    }
    return session;
  }

  #toError(error: unknown, request: KubeRequest) {
    const { host } = this.#options.connection.server;
    return toTransportError(error, { request, host });
  }
}

function openSocket(options: TransportOptions): Promise<TLSSocket> {
  const { connection, timeoutMs } = options;
  const { server } = connection;
  const host = bareHost(server);
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      host,
      port: Number(server.port || 443),
      ALPNProtocols: ['h2', 'http/1.1'],
      ...(isIP(host) === 0 && { servername: host }),
      ...tlsOptions(connection),
    });
    socket.setTimeout(timeoutMs, () =>
      socket.destroy(new Error(`no connection within ${timeoutMs} ms`)),
    );
    socket.once('error', reject);
    socket.setNoDelay(true);
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** Resolves once the server has said how many streams it takes. */
function openSession(
  server: URL,
  options: { readonly socket: TLSSocket; readonly timeoutMs: number },
): Promise<ClientHttp2Session> {
  const { socket, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    const session = connect(server.origin, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW_BYTES },
    });
    session.setTimeout(timeoutMs, () =>
      session.destroy(new Error(`no HTTP/2 settings within ${timeoutMs} ms`)),
    );
    session.once('error', reject);
    session.once('close', () => reject(new Error('the connection was closed')));
    session.once('connect', () =>
      session.setLocalWindowSize(SESSION_WINDOW_BYTES),
    );
    session.once('remoteSettings', () => {
      session.setTimeout(0);
      resolve(session);
    });
  });
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

function firstAnswer(
  stream: ClientHttp2Stream,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onAbort = () => stream.destroy();
    signal.addEventListener('abort', onAbort, { once: true });
    stream.once('error', reject);
    stream.once('close', () => {
      signal.removeEventListener('abort', onAbort);
      reject(new Error('the connection was closed'));
    });
    stream.once('response', headers => {
      signal.removeEventListener('abort', onAbort);
      resolve({
        status: headers[':status'] ?? 0,
        retryAfter: headers['retry-after'],
      });
    });
    if (signal.aborted) {
      onAbort();
    }
  });
}
