import { Agent, request } from 'node:https';

// A hang must end; a loaded machine may take long.
const TIMEOUT_MS = 60_000;

/** An answer of the API server; body is parsed where it is JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** One request; body is sent as JSON. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** @defaultValue 'application/json' */
  readonly contentType?: string;
}

/** How to reach and trust an API server, and as whom. */
export interface ApiClientOptions {
  readonly server: string;
  readonly ca: string;
  readonly token: string;
}

/**
 * The few calls that setting up a cluster and its tests need, with no opinion
 * about what is sent. Connections are kept alive until `close`.
 */
export class ApiClient {
  readonly #options: ApiClientOptions;
  readonly #agent: Agent;

  constructor(options: ApiClientOptions) {
    this.#options = options;
    this.#agent = new Agent({ keepAlive: true, ca: options.ca });
  }

  /** Sends a request and gives back any answer; throws only without one. */
  send(options: ApiRequest): Promise<ApiAnswer> {
    const { method, path, contentType = 'application/json' } = options;
    return new Promise((resolve, reject) => {
      const outgoing = request(
        new URL(path, this.#options.server),
        {
          method,
          agent: this.#agent,
          timeout: TIMEOUT_MS,
          headers: {
            authorization: `Bearer ${this.#options.token}`,
            accept: 'application/json',
            'content-type': contentType,
          },
        },
        incoming => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({ status: incoming.statusCode ?? 0, body: parse(text) });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.on('timeout', () => {
        outgoing.destroy(new Error(`No answer in time to ${method} ${path}`));
      });
      outgoing.end(
        options.body === undefined ? undefined : JSON.stringify(options.body),
      );
    });
  }

  /** As `send`, but throws an error that says why unless the status is 2xx. */
  async call(options: ApiRequest): Promise<unknown> {
    const { status, body } = await this.send(options);
    if (status < 200 || status > 299) {
      const { method, path } = options;
      throw new Error(`${method} ${path} got ${status}: ${messageOf(body)}`);
    }
    return body;
  }

  close(): void {
    this.#agent.destroy();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function messageOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'message' in body) {
    return String(body.message);
  }
  return String(body);
}
