import { readRegistries } from '../config/readRegistries';
import { createDeployingRoutes } from '../deployTokens/routes';
import type { DeployingOperation } from '../deployTokens/routes';
import { DeployTokenService } from '../deployTokens/DeployTokenService';
import type { Feature, FeatureContext } from '../feature';
import { ImageService } from '../images/ImageService';
import { ProposalService } from '../proposals/ProposalService';
import { createRegistryClient } from '../registry/createRegistryClient';
import { KubePullSecrets } from '../registry/KubePullSecrets';
import { Registries } from '../registry/Registries';
import { WebhookService } from '../webhooks/WebhookService';
import { createUpdateRoutes } from './routes';
import type { UpdateOperation } from './routes';
import { UpdateEvaluator } from './UpdateEvaluator';
import { UpdateLooker } from './UpdateLooker';
import { UpdateService } from './UpdateService';
import { UpdateTicker } from './UpdateTicker';

/** Auto update, and how registries and pipelines call. */
export interface Updates extends Feature<UpdateOperation | DeployingOperation> {
  /** Looks at images in registries. */
  readonly images: ImageService;
}

/** Puts auto update together: registries, policies, proposals, webhooks and deploy tokens. */
export function createUpdates(context: FeatureContext): Updates {
  const { options, state, saves, world, announcer } = context;
  const registries = createRegistries(context);
  const pullSecrets = new KubePullSecrets(context.clients);
  const evaluator = new UpdateEvaluator(registries);
  const shared = {
    ...world,
    state,
    saves,
    evaluator,
    pullSecrets,
    announcer,
  };
  const looker = new UpdateLooker(shared);
  const ticker = new UpdateTicker({
    ...shared,
    looker,
    logger: options.logger,
    processId: world.newId(),
  });
  const wake = (ms?: number) => ticker.wake(ms);
  const images = new ImageService({ ...shared, registries });
  return {
    images,
    routes: {
      ...createUpdateRoutes({
        images,
        updates: new UpdateService({ ...shared, looker, wake }),
        proposals: new ProposalService(shared),
      }),
      ...createDeployingRoutes({
        webhooks: new WebhookService({
          ...shared,
          wake,
          baseUrl: toApiUrl(
            options.config.getOptionalString('backend.baseUrl'),
          ),
        }),
        deployTokens: new DeployTokenService(shared),
      }),
    },
    start: () => ticker.start(),
    stop: () => ticker.stop(),
  };
}

/** Where this plugin is called from outside. */
function toApiUrl(baseUrl = ''): string {
  return `${baseUrl.replace(/\/$/, '')}/api/one-click`;
}

/** Registries that a metric names besides those of the configuration: people can type any, and a metric must not grow with them. */
const WELL_KNOWN = [
  'docker.io',
  'ghcr.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
  'quay.io',
  'registry.gitlab.com',
  'registry.k8s.io',
];

function createRegistries(context: FeatureContext) {
  const { options, state, world, metrics } = context;
  const settings = readRegistries(options.config);
  const named = new Set([...WELL_KNOWN, ...settings.map(({ host }) => host)]);
  return new Registries({
    ...world,
    client: createRegistryClient({ settings, now: world.now }),
    sources: options.tagSources,
    states: state.stores.registryStates,
    observer: {
      registryFailed: ({ registry, reason }) =>
        metrics.registryFailed({
          reason,
          registry: named.has(registry) ? registry : 'other',
        }),
    },
  });
}
