import { randomBytes, randomUUID } from 'node:crypto';
import type {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { systemClock } from '@one-click/backstage-plugin-one-click-kube';
import type {
  ClusterConnector,
  RolloutRule,
} from '@one-click/backstage-plugin-one-click-node';
import type { Router } from 'express';
import { DefaultAccessService } from './access';
import { createRouter } from './api/createRouter';
import { createRoutes } from './api/createRoutes';
import { ShippedBlueprints } from './blueprints/ShippedBlueprints';
import { DefaultClusterService } from './clusters/DefaultClusterService';
import { readConfig } from './config/readConfig';
import { DefaultProjectService } from './projects/DefaultProjectService';
import { DefaultRolloutService } from './rollouts/DefaultRolloutService';
import { DefaultSaveService } from './saving/DefaultSaveService';
import { createRuleBook } from './saving/RuleBook';
import { DatabaseStateKeeper } from './storage/DatabaseStateKeeper';
import { StreamAnnouncer } from './streams/Announcer';
import { createStreamHandler } from './streams/createStreamHandler';
import { StreamHub } from './streams/StreamHub';

export interface OneClickOptions {
  readonly auditor: AuditorService;
  readonly auth: AuthService;
  readonly config: RootConfigService;
  readonly database: DatabaseService;
  readonly httpAuth: HttpAuthService;
  readonly logger: LoggerService;
  readonly permissions: PermissionsService;
  readonly userInfo: UserInfoService;
  /** Takes the place of the configured clusters. */
  readonly connector: ClusterConnector | undefined;
  readonly rolloutRules: readonly RolloutRule[];
}

/** The whole plugin, put together. */
export interface OneClick {
  readonly router: Router;
  /** Begins to watch clusters and to tell them what was saved; does not wait for any of them. */
  start(): void;
  stop(): Promise<void>;
}

/** Puts the plugin together: the one place where its parts meet, and where time and chance come in. */
export async function createOneClick(
  options: OneClickOptions,
): Promise<OneClick> {
  const { auth, config, database, httpAuth, logger } = options;
  const clock = systemClock;
  const now = () => clock.now();
  const settings = readConfig(config);
  const rules = { ownerRole: settings.ownerRole };
  const state = await DatabaseStateKeeper.create({ database });
  const { stores } = state;
  const clusters = await DefaultClusterService.create({
    clusters: settings.clusters,
    store: stores.clusters,
    now,
    onChange: cluster => announcer.clusterChanged(cluster),
  });
  const health = () => clusters.health();
  const epoch = randomBytes(6).toString('hex');
  const hub = new StreamHub({ epoch, rules, health });
  const announcer = new StreamAnnouncer({ hub, stores, logger });

  const access = DefaultAccessService.create({
    ...options,
    auth,
    hasPolicy: settings.hasPolicy,
    projects: stores.projects,
    rules,
  });
  const rollouts = DefaultRolloutService.create({ stores, rules, health });
  const saves = DefaultSaveService.create({
    state,
    rollouts,
    rules: createRuleBook(options.rolloutRules),
    listener: {
      onSaved: (id, revision) => announcer.rolloutChanged(id, [revision]),
    },
    now,
    newId: randomUUID,
  });
  const projects = DefaultProjectService.create({
    state,
    rules,
    health,
    clusters: () => clusters.names(),
    wake: () => {},
    now,
    newId: randomUUID,
  });
  const blueprints = ShippedBlueprints.create();
  const router = createRouter({
    ...options,
    access,
    routes: createRoutes({
      access,
      blueprints,
      clusters,
      projects,
      rollouts,
      saves,
    }),
    stream: createStreamHandler({ access, clock, httpAuth, hub, logger }),
  });
  return {
    router,
    start() {},
    async stop() {
      hub.close();
    },
  };
}
