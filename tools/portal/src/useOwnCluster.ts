import { join } from 'node:path';
import {
  createKubeClient,
  loadKubeConnection,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubeConnection,
} from '@one-click/backstage-plugin-one-click-kube';
import { waitFor } from '@one-click/devcluster';
import {
  describeInstallation,
  readInstallation,
  resourceOf,
  SYSTEM_NAMESPACE,
  tokenSecretName,
} from './installation';
import type { Account, InstalledObject } from './installation';
import type { PortalCluster } from './PortalCluster';
import type { Progress } from './Progress';
import { writeCredentials } from './writeCredentials';

const FIELD_MANAGER = 'one-click-make-start';
const INSTALL_TIMEOUT_MS = 30_000;

/** How to use a cluster that is there already. */
export interface OwnClusterOptions {
  readonly kubeconfig: string;
  /** A context of the kubeconfig; never its current one by default. */
  readonly context: string;
  readonly folder: string;
  readonly progress: Progress;
  /** Whether the person agrees to what is about to be installed. */
  confirm(question: string): Promise<boolean>;
}

/**
 * Installs what One-Click needs into a cluster of the user's, after asking, and
 * gives accounts of its own to backend and operator. Throws where the answer is
 * no, and leaves the kubeconfig as it is.
 */
export async function useOwnCluster(
  options: OwnClusterOptions,
): Promise<PortalCluster> {
  const { context, progress } = options;
  const connection = await loadKubeConnection({
    type: 'kubeconfig',
    path: options.kubeconfig,
    context,
  });
  const client = createKubeClient({ connection, userAgent: FIELD_MANAGER });
  try {
    const objects = await readInstallation();
    await assertAgreed(objects, options, connection);
    await progress.during(`Installing into '${context}'`, () =>
      install(client, objects),
    );
    return await toPortalCluster(options, { client, connection });
  } finally {
    await client.close();
  }
}

async function assertAgreed(
  objects: readonly InstalledObject[],
  { context, progress, confirm }: OwnClusterOptions,
  { server }: KubeConnection,
): Promise<void> {
  progress.say(
    [
      `Cluster '${context}' at ${server.origin} gets the following, made as the user of that context:`,
      ...describeInstallation(objects).map(line => `  ${line}`),
      `The portal then acts as one-click-backend, the operator as one-click-operator. All of it stays when the portal ends.`,
    ].join('\n'),
  );
  if (!(await confirm(`Install into '${context}'?`))) {
    throw new Error('Nothing was installed');
  }
}

async function install(
  client: KubeClient,
  objects: readonly InstalledObject[],
): Promise<void> {
  for (const object of objects) {
    await client.apply(resourceOf(object), object, {
      fieldManager: FIELD_MANAGER,
      force: true,
    });
  }
  await waitFor(() => client.list(resources.rollouts, { pageSize: 1 }), {
    what: 'the API server to serve rollouts',
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
}

async function toPortalCluster(
  { context, folder }: OwnClusterOptions,
  access: { client: KubeClient; connection: KubeConnection },
): Promise<PortalCluster> {
  const credentialsOf = async (user: Account) =>
    writeCredentials(join(folder, 'credentials'), {
      user,
      url: access.connection.server.href,
      ...(await accountToken(access.client, user)),
    });
  return {
    name: clusterName(context),
    title: context,
    backend: await credentialsOf('one-click-backend'),
    operator: await credentialsOf('one-click-operator'),
    hints: [],
    stop: async () => {},
  };
}

async function accountToken(client: KubeClient, account: Account) {
  const ref = { namespace: SYSTEM_NAMESPACE, name: tokenSecretName(account) };
  const { token = '', 'ca.crt': ca = '' } = await waitFor(
    async () => {
      const { data } = await client.get(resources.secrets, ref);
      return data?.token ? data : undefined;
    },
    {
      what: `the token of account '${account}'`,
      timeoutMs: INSTALL_TIMEOUT_MS,
    },
  );
  return { token: decode(token), ca: decode(ca) };
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

/** A context's name as the name of a cluster: a DNS label. */
export function clusterName(context: string): string {
  return (
    context
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(-40)
      .replace(/^-+|-+$/g, '') || 'cluster'
  );
}
