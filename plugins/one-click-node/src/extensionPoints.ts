import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { BlueprintSource } from './BlueprintSource';
import type { ClusterConnector } from './ClusterConnector';
import type { RolloutRule } from './RolloutRule';
import type { TagSource } from './TagSource';

/** Where a module replaces how clusters are found and reached. */
export interface OneClickClustersExtensionPoint {
  /** Takes the place of the configured clusters; a second call throws. */
  setClusterConnector(connector: ClusterConnector): void;
}

/** Lets a module of the `one-click` plugin bring its own {@link ClusterConnector}. */
export const oneClickClustersExtensionPoint =
  createExtensionPoint<OneClickClustersExtensionPoint>({
    id: 'one-click.clusters',
  });

/** Where modules add checks on what may be saved. */
export interface OneClickRolloutRulesExtensionPoint {
  /** Adds a rule; rules run in the order they were added, an id already taken throws. */
  addRolloutRule(rule: RolloutRule): void;
}

/** Lets a module of the `one-click` plugin add a {@link RolloutRule}. */
export const oneClickRolloutRulesExtensionPoint =
  createExtensionPoint<OneClickRolloutRulesExtensionPoint>({
    id: 'one-click.rollout-rules',
  });

/** Where modules add sources of tags beside the registries themselves. */
export interface OneClickTagSourcesExtensionPoint {
  /** Adds a source; they are asked in the order they were added, an id already taken throws. */
  addTagSource(source: TagSource): void;
}

/** Lets a module of the `one-click` plugin add a {@link TagSource}. */
export const oneClickTagSourcesExtensionPoint =
  createExtensionPoint<OneClickTagSourcesExtensionPoint>({
    id: 'one-click.tag-sources',
  });

/** Where modules add blueprints that come from elsewhere. */
export interface OneClickBlueprintSourcesExtensionPoint {
  /** Adds a source; an id already taken throws. */
  addBlueprintSource(source: BlueprintSource): void;
}

/** Lets a module of the `one-click` plugin add a {@link BlueprintSource}. */
export const oneClickBlueprintSourcesExtensionPoint =
  createExtensionPoint<OneClickBlueprintSourcesExtensionPoint>({
    id: 'one-click.blueprint-sources',
  });
