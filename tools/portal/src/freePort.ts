import { once } from 'node:events';
import { createServer } from 'node:net';

/** Finds a free port of the loopback address. Nothing reserves it: use it at once. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('A listening socket has no port');
  }
  return address.port;
}
