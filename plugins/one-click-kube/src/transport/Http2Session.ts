import { constants } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import type { Clock } from '../clock';
import { KubeUnavailableError } from '../errors';

/** Measured: a half-open connection is noticed after about 25 s, 30 s at most. */
const PING_EVERY_MS = 15_000;
const PING_TIMEOUT_MS = 15_000;

/** Pings without a stream open, after which a session is not kept any longer. */
const MAX_IDLE_PINGS = 4;

/**
 * One HTTP/2 session that knows whether it is alive. It ends itself, and with
 * it its streams, when a ping goes unanswered and when the server says it is
 * going away: a stream that stays open on a server that shuts down tells nothing.
 */
export class Http2Session {
  readonly #session: ClientHttp2Session;
  readonly #clock: Clock;
  readonly #host: string;
  #streams = 0;
  #idlePings = 0;
  #lastPongAt: number;
  #cancelTimer: () => void;

  constructor(options: {
    readonly session: ClientHttp2Session;
    readonly clock: Clock;
    readonly host: string;
  }) {
    const { session, clock, host } = options;
    this.#session = session;
    this.#clock = clock;
    this.#host = host;
    this.#lastPongAt = clock.now();
    this.#cancelTimer = clock.schedule(() => this.#ping(), PING_EVERY_MS);
    session.on('goaway', () => this.end('it is going away'));
    session.once('close', () => this.#cancelTimer());
    // Streams report it each; without a listener it would end the process.
    session.on('error', () => {});
  }

  get isOpen(): boolean {
    return !this.#session.closed && !this.#session.destroyed;
  }

  /** Whether another stream fits. A server that takes none is held to take one. */
  get hasRoom(): boolean {
    const { maxConcurrentStreams } = this.#session.remoteSettings;
    const max = Math.max(1, maxConcurrentStreams ?? Infinity);
    return this.isOpen && this.#streams < max;
  }

  onClose(callback: () => void): void {
    this.#session.once('close', callback);
  }

  /** Epoch milliseconds of the last answered ping. */
  lastPongAt(): number {
    return this.#lastPongAt;
  }

  /** Opens a GET. Throws if the session is ending. */
  request(
    path: string,
    headers: Readonly<Record<string, string>>,
  ): ClientHttp2Stream {
    const stream = this.#session.request(
      {
        ...headers,
        [constants.HTTP2_HEADER_METHOD]: 'GET',
        [constants.HTTP2_HEADER_PATH]: path,
      },
      { endStream: true },
    );
    this.#streams += 1;
    this.#idlePings = 0;
    stream.once('close', () => {
      this.#streams -= 1;
    });
    return stream;
  }

  /** Ends the session and its streams; `why` goes into their error. */
  end(why: string): void {
    this.#cancelTimer();
    this.#session.destroy(
      new KubeUnavailableError(
        `Lost the connection to the cluster at '${this.#host}': ${why}`,
      ),
    );
  }

  #ping(): void {
    const session = this.#session;
    this.#idlePings = this.#streams === 0 ? this.#idlePings + 1 : 0;
    if (session.destroyed || this.#idlePings > MAX_IDLE_PINGS) {
      session.close();
      return;
    }
    this.#cancelTimer = this.#clock.schedule(
      () => this.end(`no answer to a ping for ${PING_TIMEOUT_MS} ms`),
      PING_TIMEOUT_MS,
    );
    session.ping(error => {
      if (!error) {
        this.#pong();
      }
    });
  }

  #pong(): void {
    this.#lastPongAt = this.#clock.now();
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.schedule(() => this.#ping(), PING_EVERY_MS);
  }
}
