import {
  createKubeClient,
  loadKubeConnection,
} from '@one-click/backstage-plugin-one-click-kube';
import { pino } from 'pino';
import { USAGE, readArguments } from './readArguments';
import type { OperatorArguments } from './readArguments';
import { startOperator } from './startOperator';

/** Kubernetes gives a pod 10 s by the original's manifest; what is not done by then never will be. */
const STOP_LIMIT_MS = 8_000;

/** Resolves when the program is asked to end. */
function askedToEnd(supervised: boolean): Promise<string> {
  return new Promise(resolve => {
    process.once('SIGTERM', () => resolve('SIGTERM'));
    process.once('SIGINT', () => resolve('SIGINT'));
    if (supervised) {
      process.stdin.once('end', () => resolve('end of input'));
      process.stdin.resume();
    }
  });
}

async function run(args: OperatorArguments): Promise<void> {
  const log = pino({ level: args.logLevel, base: null });
  const connection = await loadKubeConnection(args.source);
  const client = createKubeClient({
    connection,
    userAgent: 'one-click-operator',
  });
  const { namespaces, cluster } = args;
  const operator = startOperator({ client, namespaces, log, cluster });
  log.info({ server: connection.server.host }, 'Starting');
  operator.ready.then(
    () => log.info('Watching all rollouts'),
    () => undefined,
  );
  const reason = await askedToEnd(args.supervised);
  log.info({ reason }, 'Ending');
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  await operator.stop();
  await client.close();
  process.exit(0);
}

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if (args.help) {
    process.stdout.write(USAGE);
    return;
  }
  await run(args);
}

main().catch(error => {
  process.stderr.write(`one-click-operator: ${error.message}\n`);
  process.exit(1);
});
