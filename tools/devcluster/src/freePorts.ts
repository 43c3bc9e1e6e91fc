import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { waitFor } from './waitFor';

const RELEASE_TIMEOUT_MS = 10_000;

/**
 * Finds free ports of an address, all different. Nothing reserves them: start
 * what needs them at once.
 */
export async function freePorts(
  count: number,
  host = '127.0.0.1',
): Promise<number[]> {
  // All are held until the last is found, or the kernel would give one twice.
  const servers = await Promise.all(
    Array.from({ length: count }, () => listen(0, host)),
  );
  const ports = servers.map(portOf);
  await Promise.all(servers.map(close));
  return ports;
}

/** Waits until a port of a process that has just ended can be taken again. */
export async function portReleased(port: number, host: string): Promise<void> {
  await waitFor(
    async () => {
      await close(await listen(port, host));
      return true;
    },
    { what: `port ${port} to be free`, timeoutMs: RELEASE_TIMEOUT_MS },
  );
}

function listen(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('A listening socket has no port');
  }
  return address.port;
}
