import { createServer } from 'node:net';

/** Throws with a remedy where something listens on the port already. */
export async function assertPortFree(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(
        new Error(
          `Port ${port} is taken; end what listens there, or choose another: make start PORT=${
            port + 1
          }`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
