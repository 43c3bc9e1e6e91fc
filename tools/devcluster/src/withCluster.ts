import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CLUSTER_FLAGS, parseClusterArguments } from './clusterArguments';
import { TEST_CLUSTER_VARIABLE } from './sharedCluster';
import { startCluster } from './startCluster';

const USAGE = `Runs a command with a cluster for its tests, and stops it afterwards.

  node --import tsx tools/devcluster/src/withCluster.ts [flags] -- COMMAND…

${CLUSTER_FLAGS}

The command finds the cluster by ${TEST_CLUSTER_VARIABLE}. The exit code is the
command's.
`;

async function main(args: readonly string[]): Promise<number> {
  const { options, command, help } = parseClusterArguments(args);
  if (help || command.length === 0) {
    process.stderr.write(USAGE);
    return help ? 0 : 2;
  }
  // A Ctrl-C reaches the command too; the cluster goes once that has ended.
  process.on('SIGINT', () => {});
  const cluster = await startCluster(options);
  try {
    return await run(command, cluster.descriptionFile);
  } finally {
    await cluster.stop();
  }
}

function run(
  command: readonly string[],
  descriptionFile: string,
): Promise<number> {
  const [file = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      stdio: 'inherit',
      env: { ...process.env, [TEST_CLUSTER_VARIABLE]: descriptionFile },
    });
    const forward = () => child.kill('SIGTERM');
    process.on('SIGTERM', forward);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGTERM', forward);
      resolve(signal ? 128 + constants.signals[signal] : code ?? 1);
    });
  });
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
