import { randomBytes } from 'node:crypto';

/** Who may log in to a cluster by token. */
export interface ClusterUser {
  readonly name: string;
  readonly groups?: readonly string[];
}

/** Users of every cluster whom people and tests act as. */
export const CLUSTER_USERS = {
  admin: { name: 'admin', groups: ['system:masters'] },
  backend: { name: 'one-click-backend' },
  operator: { name: 'one-click-operator' },
  viewer: { name: 'one-click-viewer' },
} as const satisfies Record<string, ClusterUser>;

/** Users under which the cluster's own programs run. */
export const COMPONENT_USERS = {
  controllerManager: { name: 'system:kube-controller-manager' },
  scheduler: { name: 'system:kube-scheduler' },
  kwok: { name: 'kwok', groups: ['system:masters'] },
  metricsServer: { name: 'metrics-server', groups: ['system:masters'] },
} as const satisfies Record<string, ClusterUser>;

/** Gives each user a token of 256 random bits. */
export function makeTokens(
  users: readonly ClusterUser[],
): ReadonlyMap<string, string> {
  return new Map(
    users.map(({ name }) => [name, randomBytes(32).toString('hex')]),
  );
}

/** Builds the file the API server reads its users from. */
export function buildTokenFile(
  users: readonly ClusterUser[],
  tokens: ReadonlyMap<string, string>,
): string {
  const rows = users.map(({ name, groups = [] }) =>
    [tokens.get(name), name, name, `"${groups.join(',')}"`].join(','),
  );
  return `${rows.join('\n')}\n`;
}

/** What a kubeconfig needs to know. */
export interface KubeconfigOptions {
  readonly server: string;
  /** The authority's certificate, base64 of PEM. */
  readonly caData: string;
  readonly user: string;
  readonly token: string;
}

/** Builds a kubeconfig with one user, as JSON (which is YAML). */
export function buildKubeconfig(options: KubeconfigOptions): string {
  const { server, caData, user, token } = options;
  const name = 'devcluster';
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      { name, cluster: { server, 'certificate-authority-data': caData } },
    ],
    users: [{ name: user, user: { token } }],
    contexts: [{ name, context: { cluster: name, user } }],
  };
  return JSON.stringify(config, undefined, 2);
}
