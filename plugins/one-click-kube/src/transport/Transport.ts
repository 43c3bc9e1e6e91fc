/** Query parameters; those without a value are left out. */
export type Query = Readonly<
  Record<string, string | number | boolean | undefined>
>;

/** One request to the API server. */
export interface KubeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Query | undefined;
  readonly body?: KubeRequestBody | undefined;
  /** The wanted representation; plain JSON where absent. */
  readonly accept?: string | undefined;
  /** May run twice without harm, so that it is sent again if its fate is unknown. */
  readonly repeatable: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface KubeRequestBody {
  readonly contentType: string;
  readonly content: string;
}

/** An answer with a status below 300. */
export interface KubeResponse {
  readonly status: number;
  readonly text: string;
  /** Warnings the server attached. */
  readonly warnings: readonly string[];
}

/** An answer that goes on. */
export interface KubeStream {
  /** Ends or throws when the connection does; leaving the loop closes it. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Epoch milliseconds of the last sign of life, pings included. */
  lastHeardAt(): number;
  close(cause?: Error): void;
}

/** Opens answers that go on. Rejects as soon as the server refuses. */
export interface StreamOpener {
  openStream(request: KubeRequest): Promise<KubeStream>;
}

/** The path and query to send, below the path a server's URL may have. */
export function targetOn(
  server: URL,
  request: Pick<KubeRequest, 'path' | 'query'>,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) {
      parameters.append(name, String(value));
    }
  }
  const query = parameters.toString();
  const path = `${server.pathname.replace(/\/$/, '')}${request.path}`;
  return query === '' ? path : `${path}?${query}`;
}

/** Names a request in a message. */
export function describeRequest(
  request: Pick<KubeRequest, 'method' | 'path'>,
): string {
  return `${request.method} ${request.path}`;
}
