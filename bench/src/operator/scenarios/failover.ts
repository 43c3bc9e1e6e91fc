import { setTimeout as delay } from 'node:timers/promises';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { SYSTEM_NAMESPACE, waitFor } from '@one-click/devcluster';
import { nameFleet } from '../../world';
import type { OperatorProcess, World } from '../../world';
import type { ScenarioContext } from '../Scenario';

const LEASE = { namespace: SYSTEM_NAMESPACE, name: 'one-click-operator' };

const LIMITS = [
  ['graceful', 'SIGTERM', 3],
  ['crash', 'SIGKILL', 17],
] as const;

/** Two operators: how long nobody is at work when the one that leads ends. */
export async function failover(context: ScenarioContext): Promise<void> {
  const { world, options, note } = context;
  const refs = nameFleet('failover', 2 * options.rounds).values();
  let leader = await world.startOperator();
  for (const [name, signal, limit] of LIMITS) {
    const seconds: number[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      const standby = await world.launchOperator();
      // Long enough for it to know all there is, and to have tried for the lease.
      await delay(5_000);
      const [ref] = [refs.next().value];
      if (ref) {
        seconds.push(await handOver(world, { leader, signal, ref }));
      }
      leader = standby;
    }
    note({ name, value: Math.max(...seconds), unit: 's', limit });
  }
}

/** Seconds from the end of the leader until a new rollout has its Deployment. */
async function handOver(
  world: World,
  options: {
    readonly leader: OperatorProcess;
    readonly signal: 'SIGTERM' | 'SIGKILL';
    readonly ref: ReturnType<typeof nameFleet>[number];
  },
): Promise<number> {
  const { leader, signal, ref } = options;
  const before = await holder(world);
  const { namespace } = ref;
  await world.admin.apply(
    resources.namespaces,
    { metadata: { name: namespace } },
    { fieldManager: 'bench' },
  );
  const startedAt = performance.now();
  await world.endOperator(leader, signal);
  await world.createRollouts([ref]);
  await waitFor(() => world.admin.find(resources.deployments, ref), {
    what: `the next operator to make the Deployment of '${ref.name}'`,
    timeoutMs: 60_000,
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  if ((await holder(world)) === before) {
    throw new Error(`The lease still belongs to '${before}', which has ended`);
  }
  return seconds;
}

async function holder(world: World): Promise<string | undefined> {
  const lease = await world.admin.find(resources.leases, LEASE);
  return lease?.spec?.holderIdentity;
}
