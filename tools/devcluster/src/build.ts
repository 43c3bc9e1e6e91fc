import { ensureBinaries } from './binaries';
import { ensureHelm } from './helm';

/** Builds the programs of a cluster, and Helm; says where they are. */
async function main(): Promise<void> {
  const { devcluster, kwok } = await ensureBinaries();
  // Second: what both are made of is then compiled already.
  const helm = await ensureHelm();
  process.stdout.write(`${devcluster}\n${kwok}\n${helm}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
