import { once } from 'node:events';
import createKnex from 'knex';
import { startOneClickBackend } from './testBackend';

/*
 * The plugin in a process of its own, to be killed: prints its URL once it
 * listens, and ends with its standard input.
 */
async function serveBackend(): Promise<void> {
  const { database, config } = JSON.parse(process.env.SERVE_BACKEND ?? '{}');
  const knex = createKnex(database);
  const backend = await startOneClickBackend({ knex, config });
  process.stdout.write(`ready ${backend.url}\n`);
  process.stdin.resume();
  await once(process.stdin, 'close');
  await backend.stop();
  await knex.destroy();
  process.exit(0);
}

serveBackend().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
