import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is sent back. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Answers by path, such as `/livez`. */
export type HttpRoutes = Readonly<
  Record<string, () => HttpAnswer | Promise<HttpAnswer>>
>;

/** What to serve, and where. */
export interface HttpOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  /** Address to listen on; every one by default. */
  readonly host?: string | undefined;
  readonly routes: HttpRoutes;
  /** The argument that sets the port, to be named where it cannot be had. */
  readonly flag: string;
}

/** A server that listens. */
export interface HttpEndpoint {
  readonly port: number;
  /** Ends it with all of its connections. Safe to repeat. */
  close(): Promise<void>;
}

/** A probe or a scrape is one short line; whoever dawdles is cut off. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Serves answers to GET over plain HTTP; rejects with what to do where the port cannot be had. */
export async function serveHttp(options: HttpOptions): Promise<HttpEndpoint> {
  const server = createServer((request, response) => {
    const { method, url = '/' } = request;
    void respond(options.routes, { method, url, response });
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = REQUEST_TIMEOUT_MS;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return { port, close: () => close(server) };
}

async function respond(
  routes: HttpRoutes,
  request: {
    readonly method: string | undefined;
    readonly url: string;
    readonly response: ServerResponse;
  },
): Promise<void> {
  const { method, url, response } = request;
  const answer = await findAnswer(routes, { method, url });
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
  });
  response.end(method === 'HEAD' ? undefined : answer.body);
}

async function findAnswer(
  routes: HttpRoutes,
  request: { readonly method: string | undefined; readonly url: string },
): Promise<HttpAnswer> {
  const [path = '/'] = request.url.split('?');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plain(405, 'Only GET is answered here\n');
  }
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!route) {
    const known = Object.keys(routes).join(', ');
    return plain(404, `There is nothing at '${path}'; try ${known}\n`);
  }
  try {
    return await route();
  } catch {
    // What went wrong is nothing that a stranger on the port should read.
    return plain(500, 'This could not be answered\n');
  }
}

function plain(status: number, body: string): HttpAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

function listen(server: Server, options: HttpOptions): Promise<void> {
  const { port, host, flag } = options;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(describeFailure(error, { port, flag })));
    });
    server.listen({ port, host }, () => {
      server.removeAllListeners('error');
      // A client that resets its connection ends that connection only.
      server.on('clientError', (_, socket) => socket.destroy());
      resolve();
    });
  });
}

function describeFailure(
  error: NodeJS.ErrnoException,
  { port, flag }: { readonly port: number; readonly flag: string },
): string {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'it is in use',
    EACCES: 'this user may not use it',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return `Cannot listen on port ${port}: ${reason}; choose another by '${flag}' (0 turns it off)`;
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
