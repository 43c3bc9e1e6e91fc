import { setTimeout as delay } from 'node:timers/promises';
import { Load, realNodeOf, waitFor } from '@one-click/devcluster';
import type { LoadResult } from '@one-click/devcluster';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { World } from '../../world';
import type { ScenarioContext } from '../Scenario';

const NAMESPACE = 'rolling';
const PER_SECOND = 50;
const RUNS = 5;
const RUN_MS = 60_000;
const REPLICAS = 2;
const TIMEOUT_MS = 120_000;

/** What the test image needs to say that it is well. */
const GENTLE: Partial<RolloutSpecInput> = {
  probes: {
    readiness: {
      httpGet: { path: '/healthz', port: 8080 },
      periodSeconds: 1,
    },
  },
};

/** So short a grace leaves no time for the sleep before a stop. */
const ROUGH: Partial<RolloutSpecInput> = { terminationGracePeriodSeconds: 1 };

/** Updates of a rollout on a real node while users keep coming, each on a new connection. */
export async function rolling({ world, note }: ScenarioContext): Promise<void> {
  const { admin } = world;
  await admin.create(resources.namespaces, { metadata: { name: NAMESPACE } });
  const operator = await world.startOperator();
  await settle(world, 'gentle', specOf(world, 0, GENTLE));
  for (let run = 1; run <= RUNS; run += 1) {
    const spec = specOf(world, run, GENTLE);
    const { requests, failures } = await update(world, 'gentle', spec);
    note({ name: `requests in run ${run}`, value: requests, unit: '' });
    note({
      name: `failed in run ${run}`,
      value: sum(failures),
      unit: 'requests',
      limit: 0,
    });
  }
  await settle(world, 'rough', specOf(world, 0, ROUGH));
  const { failures } = await update(world, 'rough', specOf(world, 1, ROUGH));
  note({
    name: 'failed without preStop',
    value: sum(failures),
    unit: 'requests',
  });
  await world.endOperator(operator);
  if (sum(failures) === 0) {
    throw new Error('Nobody was lost without preStop: the runs prove nothing');
  }
}

function specOf(
  { cluster }: World,
  run: number,
  more: Partial<RolloutSpecInput>,
): RolloutSpecInput {
  const { registry } = realNodeOf(cluster);
  return {
    image: { registry, repository: 'web', tag: '1' },
    replicas: REPLICAS,
    env: [{ name: 'GREETING', value: `run ${run}` }],
    interfaces: [{ name: 'http', port: 80, targetPort: 8080 }],
    ...more,
  };
}

async function apply(
  { admin }: World,
  name: string,
  spec: RolloutSpecInput,
): Promise<void> {
  await admin.apply(
    resources.rollouts,
    { metadata: { name, namespace: NAMESPACE }, ...{ spec } },
    { fieldManager: 'bench', force: true },
  );
}

/** Waits until all instances run the spec, and no others are left. */
async function untilUpdated(
  { admin }: World,
  name: string,
  { env }: RolloutSpecInput,
): Promise<void> {
  const greeting = env?.[0]?.value;
  await waitFor(
    async () => {
      const { items } = await admin.list(resources.pods, {
        namespace: NAMESPACE,
        labelSelector: `one-click.dev/deploymentId=${name}`,
      });
      const isUpdated = items.every(
        ({ spec, status }) =>
          spec?.containers[0]?.env?.[0]?.value === greeting &&
          status?.containerStatuses?.[0]?.ready === true,
      );
      return items.length === REPLICAS && isUpdated;
    },
    { what: `'${name}' to be updated`, timeoutMs: TIMEOUT_MS },
  );
}

async function urlOf({ admin }: World, name: string): Promise<string> {
  const ref = { namespace: NAMESPACE, name: `http-${name}-svc` };
  const { spec } = await admin.get(resources.services, ref);
  return `http://${spec?.clusterIP}/`;
}

/** Brings a rollout up, until its Service answers. */
async function settle(
  world: World,
  name: string,
  spec: RolloutSpecInput,
): Promise<void> {
  await apply(world, name, spec);
  await untilUpdated(world, name, spec);
  const url = await urlOf(world, name);
  await waitFor(
    async () => (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok,
    { what: `the Service of '${name}' to answer`, timeoutMs: TIMEOUT_MS },
  );
}

/** A minute of users, with an update after a quarter of it. */
async function update(
  world: World,
  name: string,
  spec: RolloutSpecInput,
): Promise<LoadResult> {
  const load = Load.start({
    url: await urlOf(world, name),
    perSecond: PER_SECOND,
  });
  await delay(RUN_MS / 4);
  await apply(world, name, spec);
  await Promise.all([delay((RUN_MS * 3) / 4), untilUpdated(world, name, spec)]);
  const result = await load.stop();
  world.report(`${name}: ${JSON.stringify(result)}`);
  return result;
}

function sum(failures: LoadResult['failures']): number {
  return Object.values(failures).reduce((total, count) => total + count, 0);
}
