import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { assertPortFree } from './assertPortFree';
import { confirm } from './confirm';
import { createProgress } from './Progress';
import type { Progress } from './Progress';
import type { PortalCluster } from './PortalCluster';
import { RUN_FOLDER } from './repository';
import { startEmbeddedCluster } from './startEmbeddedCluster';
import { startPortal } from './startPortal';
import type { Portal } from './startPortal';
import { clusterName, useOwnCluster } from './useOwnCluster';

const DEFAULT_PORT = 7007;

type Stop = () => Promise<void>;

/** `make start`: the portal on the embedded cluster, or on CLUSTER, until Ctrl-C. */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const progress = createProgress();
  const stops: Stop[] = [];
  try {
    await Promise.race([run(env, { progress, stops }), interruption()]);
  } finally {
    await end(stops, progress);
  }
}

async function end(stops: readonly Stop[], progress: Progress): Promise<void> {
  if (stops.length > 0) {
    progress.say('Ending');
  }
  for (const stop of stops.toReversed()) {
    await stop();
  }
}

/** Runs until the backend ends, which it should not. Adds what is to be ended to `stops`. */
async function run(
  env: NodeJS.ProcessEnv,
  { progress, stops }: { progress: Progress; stops: Stop[] },
): Promise<never> {
  const port = readPort(env.PORT);
  await assertPortFree(port);
  const { folder, cluster } = await provideCluster(env, progress);
  stops.push(() => cluster.stop());
  const portal = await startPortal({
    port,
    folder,
    clusters: [cluster],
    progress,
  });
  stops.push(() => portal.stop());
  progress.say(describe(portal, cluster));
  throw new Error(`The backend ended:\n${await portal.backend.ended}`);
}

async function provideCluster(
  env: NodeJS.ProcessEnv,
  progress: Progress,
): Promise<{ folder: string; cluster: PortalCluster }> {
  const context = env.CLUSTER;
  if (!context) {
    const folder = join(RUN_FOLDER, 'local');
    const cluster = await startEmbeddedCluster({ folder, progress });
    return { folder, cluster };
  }
  const folder = join(RUN_FOLDER, clusterName(context));
  const kubeconfig = kubeconfigPath(env.KUBECONFIG);
  const own = { kubeconfig, context, folder, progress, confirm };
  return { folder, cluster: await useOwnCluster(own) };
}

/** As kubectl does it, but only the first file of a list. */
function kubeconfigPath(variable = ''): string {
  const [first] = variable.split(delimiter).filter(Boolean);
  return first ?? join(homedir(), '.kube', 'config');
}

function interruption(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function readPort(text = String(DEFAULT_PORT)): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`PORT is '${text}'; give a number from 1 to 65535`);
  }
  return port;
}

function describe({ url, log }: Portal, cluster: PortalCluster): string {
  return `
The portal is at  ${url}

  1. Sign in as Ana.
  2. One-Click, New project; then New rollout with docker.io/library/nginx:1.27.
  3. Watch it become healthy, scale it, break it with fail.invalid/nope:1, roll back.
  4. Or run the template on the Create page.
  5. Sign out and come back as Sam, who sees none of it.

Log of the backend:       ${log}
${[...cluster.hints, 'Ctrl-C ends it.'].join('\n')}
`;
}

main(process.env).then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
