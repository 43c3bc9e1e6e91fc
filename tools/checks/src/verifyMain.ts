import { runSuites } from './suite';
import { VERIFY } from './verify';

async function main(): Promise<void> {
  const { passed, failed } = await runSuites(VERIFY);
  process.stdout.write(`\nverify: ${passed} held, ${failed} did not\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
