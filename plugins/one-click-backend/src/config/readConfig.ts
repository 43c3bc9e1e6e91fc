import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  nameSchema,
  ROLES,
} from '@one-click/backstage-plugin-one-click-common';
import type { Role } from '@one-click/backstage-plugin-one-click-common';
import type { KubeConnectionSource } from '@one-click/backstage-plugin-one-click-kube';

/** A cluster of the configuration. */
export interface ConfiguredCluster {
  readonly name: string;
  readonly title: string;
  readonly source: KubeConnectionSource;
}

/** What this plugin reads from the configuration. */
export interface OneClickConfig {
  readonly clusters: readonly ConfiguredCluster[];
  /** What ownership by catalog brings in a project. */
  readonly ownerRole: Role;
  /** Whether the portal's permission framework is on. */
  readonly hasPolicy: boolean;
}

/** Reads the configuration. Throws InputError with the key at fault and what it should be. */
export function readConfig(config: Config): OneClickConfig {
  const clusters = readClusters(config);
  const names = clusters.map(({ name }) => name);
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined) {
    throw new InputError(
      `Two clusters in oneClick.clusters are called '${doubled}': give each a name of its own`,
    );
  }
  return {
    clusters,
    ownerRole: readOwnerRole(config),
    hasPolicy: config.getOptionalBoolean('permission.enabled') ?? false,
  };
}

function readOwnerRole(config: Config): Role {
  const key = 'oneClick.permissions.ownerRole';
  const given = config.getOptionalString(key) ?? 'admin';
  const role = ROLES.find(each => each === given);
  if (!role) {
    throw new InputError(
      `${key} is '${given}': it should be one of ${ROLES.join(', ')}`,
    );
  }
  return role;
}

function readClusters(config: Config): ConfiguredCluster[] {
  if (config.has('oneClick.clusters')) {
    return config.getConfigArray('oneClick.clusters').map(readCluster);
  }
  return (
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? []
  )
    .filter(method => method.getOptionalString('type') === 'config')
    .flatMap(method => method.getOptionalConfigArray('clusters') ?? [])
    .filter(isTokenCluster)
    .map(readKubernetesCluster);
}

function readCluster(config: Config): ConfiguredCluster {
  const name = readName(config);
  return {
    name,
    title: config.getOptionalString('title') ?? name,
    source: readSource(config, name),
  };
}

function readName(config: Config): string {
  const parsed = nameSchema.safeParse(config.getString('name'));
  if (!parsed.success) {
    throw new InputError(
      `The cluster name '${config.getString('name')}' ${
        parsed.error.issues[0]?.message ?? 'is not valid'
      }`,
    );
  }
  return parsed.data;
}

function readSource(config: Config, name: string): KubeConnectionSource {
  const ways = ['kubeconfig', 'url', 'inCluster'].filter(way =>
    config.has(way),
  );
  if (ways.length !== 1) {
    throw new InputError(
      `Cluster '${name}' needs exactly one of kubeconfig, url and inCluster, and has ${
        ways.join(' and ') || 'none'
      }`,
    );
  }
  if (config.has('kubeconfig')) {
    // Never the file's current context: it moves with whoever uses the file.
    return {
      type: 'kubeconfig',
      path: config.getString('kubeconfig.file'),
      context: config.getString('kubeconfig.context'),
    };
  }
  if (config.has('inCluster')) {
    return { type: 'inCluster' };
  }
  return {
    type: 'url',
    url: config.getString('url'),
    token: config.getOptionalString('token'),
    tokenFile: config.getOptionalString('tokenFile'),
    caData: config.getOptionalString('caData'),
    caFile: config.getOptionalString('caFile'),
    skipTLSVerify: config.getOptionalBoolean('skipTLSVerify'),
  };
}

/** Other ways to sign in need a person's own token, which a converger does not have. */
function isTokenCluster(config: Config): boolean {
  return (
    config.getOptionalString('authProvider') === 'serviceAccount' &&
    config.has('serviceAccountToken')
  );
}

function readKubernetesCluster(config: Config): ConfiguredCluster {
  const name = readName(config);
  return {
    name,
    title: config.getOptionalString('title') ?? name,
    source: {
      type: 'url',
      url: config.getString('url'),
      token: config.getString('serviceAccountToken'),
      caData: config.getOptionalString('caData'),
      caFile: config.getOptionalString('caFile'),
      skipTLSVerify: config.getOptionalBoolean('skipTLSVerify'),
    },
  };
}
