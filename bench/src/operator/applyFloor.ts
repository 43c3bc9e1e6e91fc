import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { CHILD_RESOURCES } from '../childResources';
import { childrenOf, inParallel } from '../world';
import type { World } from '../world';

/**
 * The least that the work can take: the very objects that the operator makes of
 * these rollouts, applied without a look. Gives seconds.
 */
export async function applyFloor(
  world: World,
  rollouts: readonly Rollout[],
  workers: number,
): Promise<number> {
  const families = rollouts.map(childrenOf);
  const startedAt = performance.now();
  await inParallel(families, workers, async children => {
    for (const child of children) {
      await world.asOperator.apply(CHILD_RESOURCES[child.kind], child, {
        fieldManager: 'one-click-operator',
        force: true,
      });
    }
  });
  return (performance.now() - startedAt) / 1_000;
}
