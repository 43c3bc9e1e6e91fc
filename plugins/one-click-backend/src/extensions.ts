import type {
  BlueprintSource,
  ClusterConnector,
  OneClickBlueprintSourcesExtensionPoint,
  OneClickClustersExtensionPoint,
  OneClickRolloutRulesExtensionPoint,
  OneClickTagSourcesExtensionPoint,
  RolloutRule,
  TagSource,
} from '@one-click/backstage-plugin-one-click-node';

/** What modules added, gathered before the plugin starts. */
export interface Extensions {
  readonly clusters: OneClickClustersExtensionPoint;
  readonly rules: OneClickRolloutRulesExtensionPoint;
  connector(): ClusterConnector | undefined;
  rolloutRules(): readonly RolloutRule[];
  readonly blueprints: OneClickBlueprintSourcesExtensionPoint;
  blueprintSources(): readonly BlueprintSource[];
  readonly tags: OneClickTagSourcesExtensionPoint;
  tagSources(): readonly TagSource[];
}

/** Extension points with nothing added yet. */
export function createExtensions(): Extensions {
  let connector: ClusterConnector | undefined;
  const rules: RolloutRule[] = [];
  const blueprintSources: BlueprintSource[] = [];
  const sources: TagSource[] = [];
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
    blueprints: {
      addBlueprintSource(source) {
        if (blueprintSources.some(({ id }) => id === source.id)) {
          throw new Error(`A blueprint source '${source.id}' is added already`);
        }
        blueprintSources.push(source);
      },
    },
    blueprintSources: () => blueprintSources,
    tags: {
      addTagSource(source) {
        if (sources.some(({ id }) => id === source.id)) {
          throw new Error(`A tag source '${source.id}' is added already`);
        }
        sources.push(source);
      },
    },
    tagSources: () => sources,
  };
}
