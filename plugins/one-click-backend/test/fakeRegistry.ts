import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** What was asked of a fake registry. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** A registry that does what a test says, over plain HTTP. */
export interface FakeRegistry {
  readonly host: string;
  readonly seen: readonly SeenRequest[];
  /** Answers from now on. */
  handle(handler: (req: IncomingMessage, res: ServerResponse) => void): void;
  stop(): Promise<void>;
}

/** Starts a registry on a port of its own; it answers 404 until told otherwise. */
export async function startFakeRegistry(
  address = '127.0.0.1',
): Promise<FakeRegistry> {
  const seen: SeenRequest[] = [];
  let handler = (_req: IncomingMessage, res: ServerResponse) => {
    res.writeHead(404).end();
  };
  const server: Server = createServer((req, res) => {
    const { method = '', url: path = '' } = req;
    seen.push({ method, path, authorization: req.headers.authorization });
    handler(req, res);
  });
  await new Promise<void>(resolve => {
    server.listen(0, address, resolve);
  });
  const { port } = server.address() as { readonly port: number };
  return {
    host: `${address}:${port}`,
    seen,
    handle(given) {
      handler = given;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}

/** An answer with a JSON body. */
export function json(res: ServerResponse, body: unknown, headers: object = {}) {
  res.writeHead(200, { 'Content-Type': 'application/json', ...headers });
  res.end(JSON.stringify(body));
}
