import { pino } from 'pino';
import { USAGE, readArguments } from './readArguments';
import { runOperator } from './runOperator';

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if (args.help) {
    process.stdout.write(USAGE);
    return;
  }
  const log = pino({ level: args.logLevel, base: null });
  const { code } = await runOperator(args, log);
  process.exit(code);
}

main().catch(error => {
  process.stderr.write(`one-click-operator: ${error.message}\n`);
  process.exit(1);
});
