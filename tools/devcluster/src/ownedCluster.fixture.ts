import { startCluster } from './startCluster';

// A program for tests to kill: owns a cluster and says so in one line.
startCluster({ crds: false, nodes: 1 }).then(
  ({ description }) => {
    process.stdout.write(`${JSON.stringify(description)}\n`);
    setInterval(() => {}, 60_000);
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
