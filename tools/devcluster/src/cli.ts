import { CLUSTER_FLAGS, parseClusterArguments } from './clusterArguments';
import { startCluster } from './startCluster';
import type { StartedCluster } from './startCluster';

const USAGE = `Starts a Kubernetes cluster for play and keeps it until Ctrl-C.

  node --import tsx tools/devcluster/src/cli.ts [flags]

${CLUSTER_FLAGS}
`;

async function main(args: readonly string[]): Promise<void> {
  const { options, help } = parseClusterArguments(args);
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const began = performance.now();
  const cluster = await startCluster(options);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(describe(cluster, seconds));
  await stopOnSignal(cluster);
}

function describe(cluster: StartedCluster, seconds: string): string {
  const users = Object.keys(cluster.description.tokens).filter(
    user => user === 'admin' || user.startsWith('one-click-'),
  );
  return `
The cluster is up after ${seconds} s, with nodes ${cluster.nodes.join(', ')}.

  ${cluster.dir}/kubectl get pods -A
      kubectl of its own; AS=one-click-viewer before it acts as another user
  export KUBECONFIG=${cluster.kubeconfig('admin')}
      for other tools; your own kubeconfig stays untouched

  API server  ${cluster.server}
  users       ${users.join(', ')}
  logs        ${cluster.dir}/logs

Ctrl-C stops it.
`;
}

function stopOnSignal(cluster: StartedCluster): Promise<void> {
  return new Promise((resolve, reject) => {
    // Signals alone do not keep a process alive.
    const alive = setInterval(() => {}, 60_000);
    const stop = () => {
      clearInterval(alive);
      process.stdout.write('\nStopping the cluster\n');
      cluster.stop().then(resolve, reject);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
