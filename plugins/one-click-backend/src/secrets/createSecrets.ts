import type { Feature, FeatureContext } from '../feature';
import { createVault } from './createVault';
import { DefaultSecretService } from './DefaultSecretService';
import { createSecretRoutes } from './routes';
import type { SecretOperation } from './routes';
import { SecretCollector } from './SecretCollector';

/** Secrets: which there are, moving readable ones, and collecting those that nothing needs. */
export function createSecrets(
  context: FeatureContext,
): Feature<SecretOperation> {
  const { state, saves, world } = context;
  const { logger } = context.options;
  const vault = createVault(context);
  const { now, clock } = world;
  const service = new DefaultSecretService({ state, saves, vault, now });
  const collector = new SecretCollector({ state, vault, clock, logger });
  return {
    routes: createSecretRoutes(service),
    start: () => collector.start(),
    stop: () => collector.stop(),
  };
}
