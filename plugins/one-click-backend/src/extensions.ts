import type {
  ClusterConnector,
  OneClickClustersExtensionPoint,
  OneClickRolloutRulesExtensionPoint,
  RolloutRule,
} from '@one-click/backstage-plugin-one-click-node';

/** What modules added, gathered before the plugin starts. */
export interface Extensions {
  readonly clusters: OneClickClustersExtensionPoint;
  readonly rules: OneClickRolloutRulesExtensionPoint;
  connector(): ClusterConnector | undefined;
  rolloutRules(): readonly RolloutRule[];
}

/** Extension points with nothing added yet. */
export function createExtensions(): Extensions {
  let connector: ClusterConnector | undefined;
  const rules: RolloutRule[] = [];
  return {
    clusters: {
      setClusterConnector(given) {
        if (connector) {
          throw new Error(
            'A cluster connector is set already: only one module may bring one',
          );
        }
        connector = given;
      },
    },
    rules: {
      addRolloutRule(rule) {
        if (rules.some(({ id }) => id === rule.id)) {
          throw new Error(`A rollout rule '${rule.id}' is added already`);
        }
        rules.push(rule);
      },
    },
    connector: () => connector,
    rolloutRules: () => rules,
  };
}
