import type { Feature, FeatureContext } from '../feature';
import { readBin } from '../config/readBin';
import { BinJanitor } from './BinJanitor';
import { DefaultBinService } from './DefaultBinService';
import { KubeClusterContents } from './KubeClusterContents';
import { createBinRoutes } from './routes';
import type { BinOperation } from './routes';

/** The bin: what goes there, comes back, and is purged. */
export function createBin(context: FeatureContext): Feature<BinOperation> {
  const { access, clients, clusters, fleet, options, world } = context;
  const wake = (cluster: string) => fleet.wake(cluster);
  const service = DefaultBinService.create({
    ...context,
    ...world,
    ...readBin(options.config),
    rules: access.rules,
    contents: cluster =>
      KubeClusterContents.create({ client: clients.get(cluster) }),
    clusters: () => clusters.names(),
    wake,
  });
  const { state } = context;
  const { logger } = options;
  const janitor = new BinJanitor({ ...world, state, logger, wake });
  return {
    routes: createBinRoutes(service),
    start: () => janitor.start(),
    async stop() {
      janitor.stop();
    },
  };
}
