import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../clock';
import type { Clock } from '../clock';
import type { KubeConnection } from './KubeConnection';
import { TokenFile } from './tokens';
import { readPem } from './url';

const SERVICE_ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Builds the connection of a pod, from its environment and mounted service account. */
export async function inClusterConnection(
  source: { readonly serviceAccountFolder?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
  clock: Clock = systemClock,
): Promise<KubeConnection> {
  const host = env.KUBERNETES_SERVICE_HOST;
  const port = env.KUBERNETES_SERVICE_PORT ?? '443';
  if (!host) {
    throw new Error(
      "KUBERNETES_SERVICE_HOST is not set: this process does not run in a pod; use a kubeconfig file or a cluster's URL",
    );
  }
  const folder = source.serviceAccountFolder ?? SERVICE_ACCOUNT_FOLDER;
  const caFile = join(folder, 'ca.crt');
  return {
    server: new URL(
      `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ),
    ca: readPem(await readMounted(caFile), `CA file '${caFile}'`),
    skipTLSVerify: false,
    credentials: new TokenFile({ path: join(folder, 'token'), clock }),
    namespace: (await readMounted(join(folder, 'namespace'))).trim(),
  };
}

async function readMounted(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new Error(
      `Cannot read '${path}': does the pod have a service account, and automountServiceAccountToken not off?`,
      { cause },
    );
  }
}
