import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { isWrite } from '@one-click/devcluster';
import type { AuditEvent } from '@one-click/devcluster';
import { percentile, readServerCpuSeconds } from '../../measure';
import {
  CHILDREN_A_ROLLOUT,
  nameFleet,
  namespacesOf,
  OPERATOR_USER,
} from '../../world';
import type { OperatorProcess, World } from '../../world';
import { applyFloor } from '../applyFloor';
import type { Effort } from '../applyFloor';
import { noteOperator } from '../noteOperator';
import type { ScenarioContext } from '../Scenario';

/** So that neither side pays for what a server does at its first requests. */
const WARM_UP_SIZE = 10;

/** Many rollouts at once, against applying their children without an operator. */
export async function storm(context: ScenarioContext): Promise<void> {
  const { world, options, note } = context;
  const { size, workers, rounds } = options;
  await floor(world, { prefix: 'warm', size: WARM_UP_SIZE, workers });
  const floors: Effort[] = [];
  const storms: Storm[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    floors.push(await floor(world, { prefix: `floor${round}`, size, workers }));
    const operator = await world.startOperator();
    storms.push(await rage(world, { operator, prefix: `storm${round}`, size }));
    if (round === rounds) {
      await noteOperator(operator, note);
    }
    await clearStorm(world, operator, nameFleet(`storm${round}`, size));
    world.report(
      `round ${round}: ${floors.at(-1)?.seconds} s, ${
        storms.at(-1)?.seconds
      } s`,
    );
  }
  const median = (values: readonly number[]) => percentile(values, 0.5);
  const floorSeconds = median(floors.map(each => each.seconds));
  const seconds = median(storms.map(each => each.seconds));
  const ratios = storms.map(
    (each, at) => each.seconds / (floors[at]?.seconds ?? 1),
  );
  const cpuRatios = storms.map(
    (each, at) => each.cpuSeconds / (floors[at]?.cpuSeconds ?? 1),
  );
  note({
    name: `floor at ${workers} at a time`,
    value: floorSeconds,
    unit: 's',
  });
  note({ name: `${size} rollouts`, value: seconds, unit: 's' });
  note({
    name: 'ratio to the floor',
    value: median(ratios),
    unit: 'x',
    limit: 1.4,
  });
  note({ name: 'CPU ratio to the floor', value: median(cpuRatios), unit: 'x' });
  const [first] = storms;
  for (const [name, value] of first?.requests ?? []) {
    note({ name, value, unit: 'requests' });
  }
}

async function floor(
  world: World,
  options: {
    readonly prefix: string;
    readonly size: number;
    readonly workers: number;
  },
): Promise<Effort> {
  const fleet = nameFleet(options.prefix, options.size);
  await world.makeNamespaces(fleet);
  const rollouts = await world.createRollouts(fleet);
  const effort = await applyFloor(world, rollouts, options.workers);
  await world.removeNamespaces(namespacesOf(fleet));
  return effort;
}

interface Storm extends Effort {
  /** What the operator asked of the server. */
  readonly requests: ReadonlyMap<string, number>;
}

async function rage(
  world: World,
  options: {
    readonly operator: OperatorProcess;
    readonly prefix: string;
    readonly size: number;
  },
): Promise<Storm> {
  const { operator, prefix, size } = options;
  const fleet = nameFleet(prefix, size);
  await world.makeNamespaces(fleet);
  const all = await world.tailAudit();
  const own = await world.tailAudit();
  const cpu = async () =>
    (await operator.cpuSeconds()) + (await readServerCpuSeconds());
  const before = await cpu();
  await world.createRollouts(fleet);
  await world.untilCount(resources.horizontalPodAutoscalers, size);
  const cpuSeconds = (await cpu()) - before;
  await world.untilAtRest(own);
  const events = await all.read();
  const { seconds, lastChildAt } = span(events, size);
  return {
    seconds,
    cpuSeconds,
    requests: new Map([
      ...countRequests(
        events.filter(({ at }) => at <= lastChildAt),
        'until then',
      ),
      ...countRequests(events, 'in all'),
    ]),
  };
}

const isOperators = ({ user, resource }: AuditEvent) =>
  user === OPERATOR_USER && resource !== 'leases';

function span(events: readonly AuditEvent[], size: number) {
  const begun = events.find(
    ({ verb, resource }) => verb === 'create' && resource === 'rollouts',
  );
  const made = events.filter(
    event =>
      isOperators(event) && isCreation(event) && event.resource !== 'events',
  );
  const expected = size * CHILDREN_A_ROLLOUT;
  if (!begun || made.length !== expected) {
    throw new Error(`${made.length} children were made, not ${expected}`);
  }
  const last = Math.max(...made.map(({ at }) => at.getTime()));
  return {
    seconds: (last - begun.at.getTime()) / 1_000,
    lastChildAt: new Date(last),
  };
}

function isCreation({ verb, status }: AuditEvent): boolean {
  return (verb === 'patch' || verb === 'create') && status === 201;
}

function countRequests(
  events: readonly AuditEvent[],
  when: string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const event of events.filter(isOperators)) {
    const name = `${nameOf(event)} ${when}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Map([...counts].sort());
}

function nameOf(event: AuditEvent): string {
  if (!isWrite(event)) {
    return `${event.verb} ${event.resource}`;
  }
  if (event.status >= 300) {
    return 'refused';
  }
  if (event.resource === 'rollouts') {
    return 'statuses';
  }
  if (event.resource === 'events') {
    return 'events';
  }
  return event.status === 201 ? 'children made' : 'children written again';
}

async function clearStorm(
  world: World,
  operator: OperatorProcess,
  fleet: Parameters<typeof namespacesOf>[0],
): Promise<void> {
  await world.endOperator(operator);
  await world.removeNamespaces(namespacesOf(fleet));
}
