import { ensureBinaries } from './binaries';
import { ensureHelm } from './helm';
import { ensureRegistry } from './registry';

/** Builds the programs of a cluster, Helm and an image registry; says where they are. */
async function main(): Promise<void> {
  const { devcluster, kwok } = await ensureBinaries();
  // Second: what both are made of is then compiled already.
  const helm = await ensureHelm();
  const registry = await ensureRegistry();
  process.stdout.write(`${devcluster}\n${kwok}\n${helm}\n${registry}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
