import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import type { Agent } from 'node:https';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { buildStatus, bytesBefore, matches } from './faultProxyRules';
import type { FaultRule, MatchedRequest } from './faultProxyRules';
import type { Wires } from './faultProxyWire';

/** A request of either protocol, as Node's compatibility layer gives it. */
export type ProxyRequest = IncomingMessage | Http2ServerRequest;
/** Its answer. */
export type ProxyResponse = ServerResponse | Http2ServerResponse;

/** What an exchange needs of its proxy. */
export interface ExchangeOptions {
  readonly request: ProxyRequest;
  readonly response: ProxyResponse;
  readonly seen: MatchedRequest;
  readonly target: URL;
  readonly agent: Agent;
  readonly wires: Wires;
  readonly rules: readonly FaultRule[];
}

type StreamRule = Exclude<FaultRule, { fault: 'latency' | 'status' }>;

/** Belong to one connection, so they are not passed on. */
const HOP_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'host',
]);

/** One request and its answer on their way through the proxy. */
export class Exchange {
  readonly request: MatchedRequest;
  readonly #options: ExchangeOptions;
  #rules: StreamRule[];
  #upstream: IncomingMessage | undefined;
  #passed = 0;
  #over = false;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    for (const side of [options.request, options.response]) {
      // What ends is told by 'close'.
      side.on('error', () => {});
    }
    this.request = options.seen;
    this.#rules = options.rules.filter(isStreamRule);
  }

  /** Done when the answer is over, in whatever way. */
  async run(): Promise<void> {
    const { response, rules } = this.#options;
    const gone = new AbortController();
    const { signal } = gone;
    const closed = new Promise<void>(resolve => {
      response.once('close', () => {
        gone.abort();
        resolve();
      });
    });
    for (const rule of rules) {
      if (rule.fault === 'latency') {
        await delay(rule.ms, undefined, { signal }).catch(() => {});
      }
    }
    if (signal.aborted) {
      return;
    }
    const refusal = rules.find(rule => rule.fault === 'status');
    if (refusal?.fault === 'status') {
      this.#refuse(refusal);
    } else {
      this.#passOn();
    }
    await closed;
    this.#over = true;
    this.#upstream?.destroy();
  }

  /** Lets a rule befall an exchange that is in flight. */
  strike(rule: FaultRule): void {
    if (!this.#over && isStreamRule(rule) && matches(rule, this.request)) {
      this.#rules.push(rule);
      this.#applyDue();
    }
  }

  #refuse(rule: Extract<FaultRule, { fault: 'status' }>): void {
    const { request, response } = this.#options;
    const { status, retryAfterSeconds } = rule;
    request.resume();
    beginAnswer(response, status, {
      'content-type': 'application/json',
      ...(retryAfterSeconds !== undefined && {
        'retry-after': String(retryAfterSeconds),
      }),
    });
    response.end(buildStatus(rule));
  }

  #passOn(): void {
    const { request, response, target, agent } = this.#options;
    if (this.#applyDue()) {
      return;
    }
    const upstream = httpsRequest({
      agent,
      host: target.hostname,
      port: target.port,
      method: request.method,
      path: request.url,
      headers: passedHeaders(request.headers),
    });
    upstream.once('response', answer => this.#answer(answer));
    upstream.once('error', () => this.#wire()?.reset());
    response.once('close', () => upstream.destroy());
    request.pipe(upstream);
  }

  #answer(upstream: IncomingMessage): void {
    const { response } = this.#options;
    this.#upstream = upstream;
    beginAnswer(
      response,
      upstream.statusCode ?? 502,
      passedHeaders(upstream.headers),
    );
    upstream.on('data', (chunk: Buffer) => this.#pass(chunk));
    upstream.once('end', () => response.end());
    upstream.once('error', () => this.#wire()?.reset());
    response.on('drain', () => upstream.resume());
  }

  #pass(chunk: Buffer): void {
    if (this.#over) {
      return;
    }
    const cut = Math.min(
      chunk.length,
      ...this.#rules.map(rule => bytesBefore(rule) - this.#passed),
    );
    const piece = chunk.subarray(0, Math.max(0, cut));
    this.#passed += piece.length;
    const isDue = this.#rules.some(rule => this.#isDue(rule));
    // A fault would overtake what was just written.
    const flushed = this.#write(piece, () => isDue && this.#applyDue());
    if (!flushed || isDue) {
      this.#upstream?.pause();
    }
  }

  #write(piece: Buffer, done: () => void): boolean {
    const { response } = this.#options;
    // Both kinds of response take these; their common type does not say so.
    return 'stream' in response
      ? response.write(piece, 'utf8', done)
      : response.write(piece, done);
  }

  #isDue(rule: StreamRule): boolean {
    return this.#passed >= bytesBefore(rule);
  }

  /** Says whether something befell the exchange. */
  #applyDue(): boolean {
    const due = this.#rules.find(rule => this.#isDue(rule));
    if (!due || this.#over) {
      return false;
    }
    this.#over = true;
    this.#apply(due);
    return true;
  }

  #apply(rule: StreamRule): void {
    const { response } = this.#options;
    const wire = this.#wire();
    if (rule.fault === 'reset') {
      wire?.reset();
    }
    if (rule.fault === 'cut') {
      void wire?.cut();
    }
    if (rule.fault === 'halfOpen') {
      void wire?.freeze(bytesBefore(rule) === 0 ? 'now' : 'settled');
    }
    if (rule.fault === 'errorEvent') {
      response.end(`{"type":"ERROR","object":${buildStatus(rule)}}\n`);
    }
    if (rule.fault === 'end') {
      response.end();
    }
  }

  #wire() {
    const { request, wires } = this.#options;
    const socket =
      'stream' in request ? request.stream.session?.socket : request.socket;
    return wires.get(socket?.remotePort);
  }
}

function isStreamRule(rule: FaultRule): rule is StreamRule {
  return rule.fault !== 'latency' && rule.fault !== 'status';
}

/** Sends the head at once: an answer may be quiet for long afterwards. */
function beginAnswer(
  response: ProxyResponse,
  status: number,
  headers: Readonly<Record<string, string | string[]>>,
): void {
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, value);
  }
  if ('stream' in response) {
    response.writeHead(status);
    return;
  }
  response.writeHead(status);
  response.flushHeaders();
}

function passedHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | string[]> {
  const passed: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    const isOwn = HOP_HEADERS.has(name) || name.startsWith(':');
    if (value !== undefined && !isOwn) {
      passed[name] = value;
    }
  }
  return passed;
}
