import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { CHILD_RESOURCES } from '../childResources';
import { readServerCpuSeconds } from '../measure';
import { childrenOf, inParallel } from '../world';
import type { World } from '../world';

/** What some work took. */
export interface Effort {
  readonly seconds: number;
  /** Of whoever asked, of the API server and of etcd: what a busy machine changes least. */
  readonly cpuSeconds: number;
}

/**
 * The least that the work can take: the very objects that the operator makes of
 * these rollouts, applied without a look.
 */
export async function applyFloor(
  world: World,
  rollouts: readonly Rollout[],
  workers: number,
): Promise<Effort> {
  const families = rollouts.map(childrenOf);
  const before = process.cpuUsage();
  const serverBefore = await readServerCpuSeconds();
  const startedAt = performance.now();
  await inParallel(families, workers, async children => {
    for (const child of children) {
      await world.asOperator.apply(CHILD_RESOURCES[child.kind], child, {
        fieldManager: 'one-click-operator',
        force: true,
      });
    }
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const serverCpu = (await readServerCpuSeconds()) - serverBefore;
  return { seconds, cpuSeconds: (user + system) / 1e6 + serverCpu };
}
