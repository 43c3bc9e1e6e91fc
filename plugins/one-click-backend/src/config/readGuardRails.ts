import type { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { isQuantity } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  GUARD_RAILS,
  toGuardRails,
} from '@one-click/backstage-plugin-one-click-workload';
import type { GuardRails } from '@one-click/backstage-plugin-one-click-workload';
import {
  DEFAULT_NAMESPACE_POLICY,
  POD_SECURITY_LEVELS,
} from '../kube/namespacePolicy';
import type {
  Amounts,
  ContainerLimits,
  NamespacePolicy,
} from '../kube/namespacePolicy';

const KEY = 'oneClick.guardRails';
const ISOLATIONS = ['projects', 'none'] as const;
const LIMITS = ['default', 'defaultRequest', 'max', 'min'] as const;
const BLOCK = [...GUARD_RAILS, 'namespaces'] as const;

/** What rollouts of a cluster may ask for, and what guards its namespaces. */
export interface ClusterGuardRails {
  readonly rollouts: GuardRails;
  readonly namespaces: NamespacePolicy;
}

/** Tells the guard rails of a cluster. */
export interface GuardRailSettings {
  of(cluster: string): ClusterGuardRails;
}

/**
 * Reads `oneClick.guardRails`: a default, and what is different in single
 * clusters. Throws InputError with the key at fault and what it should be; a
 * name that is not known is refused, since a rail that is misspelt would hold
 * nothing.
 */
export function readGuardRails(
  config: Config,
  clusters: readonly string[],
): GuardRailSettings {
  const block = config.getOptionalConfig(KEY);
  const common = readBlock(block, {
    key: KEY,
    known: [...BLOCK, 'clusters'],
    base: { rollouts: {}, namespaces: DEFAULT_NAMESPACE_POLICY },
  });
  const single = block?.getOptionalConfig('clusters');
  const own = new Map(
    (single?.keys() ?? []).map(name => {
      const key = `${KEY}.clusters.${name}`;
      requireKnown(name, { key: `${KEY}.clusters`, known: clusters });
      const rails = readBlock(single?.getConfig(name), {
        key,
        known: BLOCK,
        base: common,
      });
      return [name, rails] as const;
    }),
  );
  return { of: cluster => own.get(cluster) ?? common };
}

interface BlockRequest {
  readonly key: string;
  readonly known: readonly string[];
  /** What holds where the block says nothing. */
  readonly base: ClusterGuardRails;
}

function readBlock(
  config: Config | undefined,
  { key, known, base }: BlockRequest,
): ClusterGuardRails {
  for (const name of config?.keys() ?? []) {
    requireKnown(name, { key, known });
  }
  const lists = GUARD_RAILS.filter(list => config?.has(list)).map(list => [
    list,
    config?.get(list),
  ]);
  return {
    rollouts: { ...base.rollouts, ...parseRails(key, lists) },
    namespaces: readNamespaces(config?.getOptionalConfig('namespaces'), {
      key: `${key}.namespaces`,
      base: base.namespaces,
    }),
  };
}

function parseRails(
  key: string,
  lists: readonly (readonly unknown[])[],
): GuardRails {
  try {
    return toGuardRails(Object.fromEntries(lists));
  } catch (error) {
    throw new InputError(`${key} cannot be used: ${toError(error).message}`);
  }
}

function readNamespaces(
  config: Config | undefined,
  { key, base }: { readonly key: string; readonly base: NamespacePolicy },
): NamespacePolicy {
  if (!config) {
    return base;
  }
  const known = ['podSecurity', 'quota', 'containerLimits', 'isolation'];
  for (const name of config.keys()) {
    requireKnown(name, { key, known });
  }
  return {
    podSecurity: readChoice(config, {
      key: `${key}.podSecurity`,
      name: 'podSecurity',
      choices: POD_SECURITY_LEVELS,
      absent: base.podSecurity,
    }),
    isolation: readChoice(config, {
      key: `${key}.isolation`,
      name: 'isolation',
      choices: ISOLATIONS,
      absent: base.isolation,
    }),
    quota: config.has('quota')
      ? readAmounts(config.get('quota'), `${key}.quota`)
      : base.quota,
    containerLimits: config.has('containerLimits')
      ? readLimits(
          config.getConfig('containerLimits'),
          `${key}.containerLimits`,
        )
      : base.containerLimits,
  };
}

function readLimits(config: Config, key: string): ContainerLimits {
  for (const name of config.keys()) {
    requireKnown(name, { key, known: LIMITS });
  }
  const limits = LIMITS.filter(name => config.has(name)).map(name => [
    name,
    readAmounts(config.get(name), `${key}.${name}`),
  ]);
  return Object.fromEntries(limits);
}

function readAmounts(value: unknown, key: string): Amounts {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(
      `${key} should map resources to amounts, such as cpu: '4'`,
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([resource, amount]) => {
      if (!isQuantity(amount)) {
        throw new InputError(
          `${key}.${resource} is '${amount}': it should be an amount as Kubernetes writes it, such as 500m or 2Gi`,
        );
      }
      return [resource, String(amount)];
    }),
  );
}

interface Choice<T> {
  readonly key: string;
  readonly name: string;
  readonly choices: readonly T[];
  readonly absent: T;
}

function readChoice<T extends string>(
  config: Config,
  { key, name, choices, absent }: Choice<T>,
): T {
  const given = config.getOptionalString(name);
  const choice = choices.find(each => each === given);
  if (given !== undefined && choice === undefined) {
    throw new InputError(
      `${key} is '${given}': it should be one of ${choices.join(', ')}`,
    );
  }
  return choice ?? absent;
}

function requireKnown(
  name: string,
  { key, known }: { readonly key: string; readonly known: readonly string[] },
): void {
  if (!known.includes(name)) {
    throw new InputError(
      `${key} has '${name}', which is not known: it should be one of ${known.join(
        ', ',
      )}`,
    );
  }
}
