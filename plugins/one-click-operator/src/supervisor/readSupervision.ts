/** The part of Backstage's Config that is read here; this folder knows no Backstage. */
export interface ConfigNode {
  has(key: string): boolean;
  getString(key: string): string;
  getOptionalString(key: string): string | undefined;
  getOptionalBoolean(key: string): boolean | undefined;
  getOptionalConfig(key: string): ConfigNode | undefined;
  getOptionalConfigArray(key: string): ConfigNode[] | undefined;
}

/** One operator to run: its cluster and the arguments that let it in. */
export interface SupervisedOperator {
  readonly cluster: string;
  readonly args: readonly string[];
}

/** Reads which operators to run. Throws with the key at fault and what it should be. */
export function readSupervision(root: ConfigNode): SupervisedOperator[] {
  return (root.getOptionalConfigArray('oneClick.clusters') ?? [])
    .filter(cluster => cluster.getOptionalBoolean('operator.supervise'))
    .map(config => {
      const cluster = config.getString('name');
      const args = ['--cluster', cluster, ...readCredentials(config)];
      return { cluster, args };
    });
}

function readCredentials(cluster: ConfigNode): string[] {
  const credentials = cluster.getOptionalConfig('operator.credentials');
  if (credentials?.has('kubeconfig')) {
    return [
      '--kubeconfig',
      credentials.getString('kubeconfig.file'),
      '--context',
      credentials.getString('kubeconfig.context'),
    ];
  }
  if (credentials?.has('url')) {
    const caFile = credentials.getOptionalString('caFile');
    return [
      '--server',
      credentials.getString('url'),
      '--token-file',
      credentials.getString('tokenFile'),
      ...(caFile ? ['--ca-file', caFile] : []),
    ];
  }
  throw new Error(
    `Cluster '${cluster.getString(
      'name',
    )}' is to have its operator supervised, but operator.credentials holds neither kubeconfig nor url: give the operator an account of its own`,
  );
}
