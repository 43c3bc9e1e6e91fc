import type { Feature, FeatureContext } from '../feature';
import { ActService } from './ActService';
import { KubeClusterActs } from './KubeClusterActs';
import { createPlainActRoutes, createRevisionActRoutes } from './routes';
import type { ActOperation } from './routes';

/** What people do to rollouts that run: restart, pause, scale, run a job, delete a pod. */
export function createActs(context: FeatureContext): Feature<ActOperation> {
  const { state, world, clients, saves } = context;
  const acts = new ActService({
    ...world,
    state,
    cluster: name => new KubeClusterActs({ client: clients.get(name) }),
  });
  return {
    routes: {
      ...createRevisionActRoutes(saves),
      ...createPlainActRoutes(acts),
    },
  };
}
