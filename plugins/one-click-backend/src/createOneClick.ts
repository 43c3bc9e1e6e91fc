import { randomBytes, randomUUID } from 'node:crypto';
import type {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { createKubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type {
  BlueprintSource,
  ClusterConnector,
  RolloutRule,
  TagSource,
} from '@one-click/backstage-plugin-one-click-node';
import type { Router } from 'express';
import {
  createConditionReader,
  DefaultAccessService,
  registerPermissions,
} from './access';
import { createRouter, openPathsOf } from './api/createRouter';
import { createRoutes } from './api/createRoutes';
import type { ApiServices, Routes } from './api/createRoutes';
import { RateLimits } from './api/RateLimits';
import { KubeClusterContents } from './bin/KubeClusterContents';
import { Purger } from './bin/Purger';
import { BlueprintCatalogue } from './blueprints/BlueprintCatalogue';
import { ShippedBlueprints } from './blueprints/ShippedBlueprints';
import { ClusterClients } from './clusters/ClusterClients';
import { ClusterFleet } from './clusters/ClusterFleet';
import { ConfiguredClusterConnector } from './clusters/ConfiguredClusterConnector';
import { DefaultClusterService } from './clusters/DefaultClusterService';
import { createFeatures } from './createFeatures';
import type { FeatureContext } from './feature';
import { readConfig } from './config/readConfig';
import type { OneClickConfig } from './config/readConfig';
import { readGuardRails } from './config/readGuardRails';
import { readLimits } from './config/readLimits';
import { readStreams } from './config/readStreams';
import { createGuardRailRule } from './guardRails/createGuardRailRule';
import { KeyJanitor } from './idempotency/KeyJanitor';
import { ClusterKubeGateway } from './kube/ClusterKubeGateway';
import { createBackendMetrics } from './observability/BackendMetrics';
import { ClusterRunningImages } from './pinning/RunningImages';
import { DefaultProjectService } from './projects/DefaultProjectService';
import { createReplicaBus } from './replicas/createReplicaBus';
import { ReplicatedAnnouncer } from './replicas/ReplicatedAnnouncer';
import { DefaultRolloutService } from './rollouts/DefaultRolloutService';
import { DefaultSaveService } from './saving/DefaultSaveService';
import { createRuleBook } from './saving/RuleBook';
import { ClusterSecretKeeper } from './secrets/ClusterSecretKeeper';
import { createVault } from './secrets/createVault';
import { DatabaseStateKeeper } from './storage/DatabaseStateKeeper';
import { TellingStateKeeper } from './storage/TellingStateKeeper';
import { StreamAnnouncer } from './streams/Announcer';
import { createStreamHandler } from './streams/createStreamHandler';
import { StreamHub } from './streams/StreamHub';
import { world } from './world';

export interface OneClickOptions {
  readonly auditor: AuditorService;
  readonly auth: AuthService;
  readonly config: RootConfigService;
  readonly database: DatabaseService;
  readonly httpAuth: HttpAuthService;
  readonly logger: LoggerService;
  readonly metrics: MetricsService;
  readonly permissions: PermissionsService;
  readonly permissionsRegistry: PermissionsRegistryService;
  readonly userInfo: UserInfoService;
  /** Takes the place of the configured clusters. */
  readonly connector: ClusterConnector | undefined;
  readonly rolloutRules: readonly RolloutRule[];
  readonly blueprintSources: readonly BlueprintSource[];
  /** Asked about tags before registries are. */
  readonly tagSources: readonly TagSource[];
}

/** The whole plugin, put together. */
export interface OneClick {
  readonly router: Router;
  readonly routes: Routes;
  /** Where the host must not ask for a sign-in. */
  readonly openPaths: readonly string[];
  /** Begins to watch clusters and to tell them what was saved; does not wait for any of them. */
  start(): void;
  stop(): Promise<void>;
}

/** Puts the plugin together: the one place where its parts meet. */
export async function createOneClick(
  options: OneClickOptions,
): Promise<OneClick> {
  const settings = readConfig(options.config);
  const state = new TellingStateKeeper(
    await DatabaseStateKeeper.create(options),
  );
  const live = await createLiveParts(options, { settings, state });
  const { announcer, bus, fleet, hub } = live;
  const services = createServices(options, { settings, state, live });
  const janitor = new KeyJanitor({ ...world, ...options, state });
  const context = { options, settings, state, world, ...services, ...live };
  const features = createFeatures(context);
  const routes = { ...createRoutes(services), ...features.routes };
  const router = createRouter({
    ...options,
    access: services.access,
    limits: new RateLimits(readLimits(options.config)),
    routes,
    stream: createStreamHandler({
      ...world,
      ...options,
      access: services.access,
      feeds: features.feeds,
      hub,
      limits: readStreams(options.config),
      rollouts: state.stores.rollouts,
    }),
  });
  return {
    router,
    routes,
    openPaths: openPathsOf(routes),
    start() {
      announcer.start();
      fleet.start();
      janitor.start();
      features.start();
    },
    async stop() {
      hub.close();
      janitor.stop();
      await bus.stop();
      await features.stop();
      await fleet.stop();
    },
  };
}

interface LiveContext {
  readonly settings: OneClickConfig;
  readonly state: TellingStateKeeper;
}

/** Clusters, and the streams that tell of them. */
async function createLiveParts(
  options: OneClickOptions,
  { settings, state }: LiveContext,
) {
  const { logger } = options;
  const connector =
    options.connector ?? ConfiguredClusterConnector.create(settings);
  const { stores } = state;
  const clusters = await DefaultClusterService.create({
    clusters: await connector.listClusters(),
    store: stores.clusters,
    now: world.now,
  });
  const hub = new StreamHub({
    epoch: randomBytes(6).toString('hex'),
    rules: { ownerRole: settings.ownerRole },
    health: () => clusters.health(),
  });
  const metrics = createBackendMetrics(options.metrics);
  const processId = randomUUID();
  const parts = { hub, processId, state };
  const { announcer, bus } = await createVoices(options, parts);
  clusters.onChange(cluster => announcer.clusterChanged(cluster));
  const clients: ClusterClients<KubeClient> = new ClusterClients({
    isReachable: name => clusters.isReachable(name),
  });
  const rails = readGuardRails(options.config, clusters.names());
  const purger = new Purger({
    ...world,
    state,
    contents: name => KubeClusterContents.create({ client: clients.get(name) }),
  });
  const fleet = new ClusterFleet({
    purger,
    ...world,
    clusters,
    state,
    announcer,
    logger,
    processId,
    onConverged: metrics.converged,
    async connect(name) {
      const connection = await connector.connect(name);
      const client = createKubeClient({
        connection,
        userAgent: 'one-click-backend',
        ...metrics.observersOf(name),
      });
      clients.set(name, client);
      return ClusterKubeGateway.create({
        client,
        now: world.now,
        policy: rails.of(name).namespaces,
      });
    },
  });
  return { hub, announcer, bus, clients, clusters, fleet, metrics, rails };
}

/** What tells viewers of changes, on this replica and on all others. */
async function createVoices(
  { database, logger }: OneClickOptions,
  parts: {
    readonly hub: StreamHub;
    readonly processId: string;
    readonly state: TellingStateKeeper;
  },
) {
  const { hub, processId, state } = parts;
  const knex = await database.getClient();
  const bus = createReplicaBus({ ...world, knex, processId, logger });
  const own = new StreamAnnouncer({ hub, stores: state.stores, logger });
  const announcer = new ReplicatedAnnouncer({ own, bus });
  state.onActed(projectId => announcer.projectActed(projectId));
  return { announcer, bus };
}

interface ServiceContext {
  readonly settings: OneClickConfig;
  readonly state: TellingStateKeeper;
  readonly live: Awaited<ReturnType<typeof createLiveParts>>;
}

function createServices(
  options: OneClickOptions,
  { settings, state, live }: ServiceContext,
): ApiServices & Pick<FeatureContext, 'rules'> {
  const { announcer, clients, clusters, fleet, rails } = live;
  const { stores } = state;
  const rules = { ownerRole: settings.ownerRole };
  const health = () => clusters.health();
  const rollouts = DefaultRolloutService.create({ stores, rules, health });
  registerPermissions(options.permissionsRegistry, { ...stores, rules });
  const ruleBook = createRuleBook([
    createGuardRailRule(name => rails.of(name).rollouts),
    ...options.rolloutRules,
  ]);
  return {
    rules: ruleBook,
    access: DefaultAccessService.create({
      ...options,
      conditions: createConditionReader(options.permissionsRegistry),
      hasPolicy: settings.hasPolicy,
      projects: stores.projects,
      rules,
    }),
    blueprints: BlueprintCatalogue.create({
      ...world,
      logger: options.logger,
      stores,
      sources: [ShippedBlueprints.create(), ...options.blueprintSources],
    }),
    clusters,
    projects: DefaultProjectService.create({
      ...world,
      state,
      rules,
      health,
      clusters: () => clusters.names(),
      wake: cluster => fleet.wake(cluster),
      rolesChanged: projectId => announcer.rolesChanged(projectId),
    }),
    rollouts,
    saves: DefaultSaveService.create({
      ...world,
      state,
      rollouts,
      rules: ruleBook,
      secrets: new ClusterSecretKeeper({ state, vault: createVault(live) }),
      storageClasses: name => clusters.storageClasses(name),
      images: new ClusterRunningImages({ clients }),
      listener: {
        onSaved({ rolloutId, cluster, revision }) {
          fleet.wake(cluster);
          fleet.watchWaiting(rolloutId);
          announcer.rolloutChanged(rolloutId, [revision]);
        },
      },
    }),
  };
}
