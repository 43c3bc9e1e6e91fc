import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { AccessService } from './access';
import type { Routes } from './api/createRoutes';
import type { RoutedOperation } from './api/Route';
import type { BlueprintCatalogue } from './blueprints/BlueprintCatalogue';
import type { ClusterClients } from './clusters/ClusterClients';
import type { ClusterFleet } from './clusters/ClusterFleet';
import type { DefaultClusterService } from './clusters/DefaultClusterService';
import type { OneClickConfig } from './config/readConfig';
import type { OneClickOptions } from './createOneClick';
import type { BackendMetrics } from './observability/BackendMetrics';
import type { ProjectService } from './projects/ProjectService';
import type { ReplicaBus } from './replicas/ReplicaBus';
import type { RolloutService, SaveService } from './rollouts/RolloutService';
import type { RuleBook } from './saving/RuleBook';
import type { StateKeeper } from './storage/StateKeeper';
import type { Announcer } from './streams/Announcer';
import type { StreamHub } from './streams/StreamHub';
import type { World } from './world';

/** What the parts of the plugin share; each feature takes what it needs. */
export interface FeatureContext {
  readonly options: OneClickOptions;
  readonly settings: OneClickConfig;
  readonly state: StateKeeper;
  readonly world: World;
  readonly access: AccessService;
  readonly announcer: Announcer;
  readonly blueprints: BlueprintCatalogue;
  readonly bus: ReplicaBus;
  readonly clients: ClusterClients<KubeClient>;
  readonly clusters: DefaultClusterService;
  readonly fleet: ClusterFleet;
  readonly hub: StreamHub;
  readonly metrics: BackendMetrics;
  readonly projects: ProjectService;
  readonly rollouts: RolloutService;
  /** What may be saved, as the company sees it. */
  readonly rules: RuleBook;
  readonly saves: SaveService;
}

/** One capability of the plugin: the operations it answers, and what it does on its own. */
export interface Feature<Op extends RoutedOperation> {
  readonly routes: Pick<Routes, Op>;
  /** Begins what goes on without being asked; does not wait for any of it. */
  start?(): void;
  stop?(): Promise<void>;
}
