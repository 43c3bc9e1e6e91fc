import { changesProject, readsProject } from '../api/Route';
import type { Feature, FeatureContext } from '../feature';
import { DriftService } from './DriftService';
import { ClusterOwnerReader } from './OwnerReader';

type DriftOperation = 'getDrift' | 'decideDrift';

/** What other hands did to rollouts in the cluster, and what people make of it. */
export function createDrift(context: FeatureContext): Feature<DriftOperation> {
  const { state, clients, world } = context;
  const service = new DriftService({
    ...context,
    ...world,
    stores: state.stores,
    owners: new ClusterOwnerReader({ clients }),
  });
  return {
    routes: {
      getDrift: readsProject('viewer', ({ params }, access) =>
        service.get({ access, rollout: params.rollout }),
      ),
      decideDrift: changesProject(
        { role: 'editor', event: 'drift-decide' },
        ({ params, body: decision, idempotency }, access) =>
          service.decide({
            access,
            rollout: params.rollout,
            decision,
            idempotency,
          }),
      ),
    },
  };
}
