import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { startFaultProxy } from '@one-click/devcluster';
import { buildProgram, World } from '../world';
import { soak } from './soak';

function report(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      quiet: { type: 'string', default: '5' },
      size: { type: 'string', default: '100' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  report(`SEED=${values.seed}`);
  await buildProgram();
  const world = await World.create(report);
  const proxy = await startFaultProxy(world.cluster);
  try {
    const violations = await soak(
      { world, proxy },
      {
        minutes: Number(values.minutes),
        quietMinutes: Number(values.quiet),
        size: Number(values.size),
        seed: Number(values.seed),
      },
    );
    violations.forEach(violation => report(`VIOLATION: ${violation}`));
    report(violations.length === 0 ? 'all is as it should be' : 'failed');
    process.exitCode = violations.length === 0 ? 0 : 1;
  } finally {
    await proxy.stop();
    await world.close();
    await delay(0);
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
