import { ensureBinaries } from './binaries';

/** Builds the programs of a cluster; says where they are. */
async function main(): Promise<void> {
  const { devcluster, kwok } = await ensureBinaries();
  process.stdout.write(`${devcluster}\n${kwok}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
