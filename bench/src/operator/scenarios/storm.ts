import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { AuditEvent } from '@one-click/devcluster';
import { percentile } from '../../measure';
import {
  CHILDREN_A_ROLLOUT,
  nameFleet,
  namespacesOf,
  OPERATOR_USER,
} from '../../world';
import type { OperatorProcess, World } from '../../world';
import { applyFloor } from '../applyFloor';
import { noteOperator } from '../noteOperator';
import type { ScenarioContext } from '../Scenario';

/** So that neither side pays for what a server does at its first requests. */
const WARM_UP_SIZE = 10;

/** Many rollouts at once, against applying their children without an operator. */
export async function storm(context: ScenarioContext): Promise<void> {
  const { world, options, note } = context;
  const { size, workers, rounds } = options;
  await floor(world, { prefix: 'warm', size: WARM_UP_SIZE, workers });
  const floors: number[] = [];
  const storms: Storm[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    floors.push(await floor(world, { prefix: `floor${round}`, size, workers }));
    const operator = await world.startOperator();
    storms.push(await rage(world, `storm${round}`, size));
    if (round === rounds) {
      await noteOperator(operator, note);
    }
    await clearStorm(world, operator, nameFleet(`storm${round}`, size));
    world.report(
      `round ${round}: ${floors.at(-1)} s, ${storms.at(-1)?.seconds} s`,
    );
  }
  const floorSeconds = percentile(floors, 0.5);
  const seconds = percentile(
    storms.map(each => each.seconds),
    0.5,
  );
  const ratios = storms.map((each, at) => each.seconds / (floors[at] ?? 1));
  note({
    name: `floor at ${workers} at a time`,
    value: floorSeconds,
    unit: 's',
  });
  note({ name: `${size} rollouts`, value: seconds, unit: 's' });
  note({
    name: 'ratio to the floor',
    value: percentile(ratios, 0.5),
    unit: 'x',
    limit: 1.4,
  });
  const [first] = storms;
  for (const [name, value] of first?.writes ?? []) {
    note({ name, value, unit: 'writes' });
  }
}

async function floor(
  world: World,
  options: {
    readonly prefix: string;
    readonly size: number;
    readonly workers: number;
  },
): Promise<number> {
  const fleet = nameFleet(options.prefix, options.size);
  await world.makeNamespaces(fleet);
  const rollouts = await world.createRollouts(fleet);
  const seconds = await applyFloor(world, rollouts, options.workers);
  await world.removeNamespaces(namespacesOf(fleet));
  return seconds;
}

interface Storm {
  /** From the first rollout's arrival to the last child's. */
  readonly seconds: number;
  /** What was written until the operator was at rest, by kind of write. */
  readonly writes: ReadonlyMap<string, number>;
}

async function rage(
  world: World,
  prefix: string,
  size: number,
): Promise<Storm> {
  const fleet = nameFleet(prefix, size);
  await world.makeNamespaces(fleet);
  const all = await world.tailAudit();
  const own = await world.tailAudit();
  await world.createRollouts(fleet);
  await world.untilCount(resources.horizontalPodAutoscalers, size);
  await world.untilAtRest(own);
  const events = await all.read();
  return { seconds: secondsOf(events, size), writes: countWrites(events) };
}

const isOperators = ({ user, resource }: AuditEvent) =>
  user === OPERATOR_USER && resource !== 'leases';

function secondsOf(events: readonly AuditEvent[], size: number): number {
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
  return (last - begun.at.getTime()) / 1_000;
}

function isCreation({ verb, status }: AuditEvent): boolean {
  return (verb === 'patch' || verb === 'create') && status === 201;
}

function countWrites(
  events: readonly AuditEvent[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>([
    ['children made', 0],
    ['children written again', 0],
    ['statuses', 0],
    ['events', 0],
    ['refused', 0],
  ]);
  for (const event of events.filter(isOperators)) {
    const name = nameOf(event);
    if (name !== undefined) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

function nameOf(event: AuditEvent): string | undefined {
  if (!['create', 'update', 'patch', 'delete'].includes(event.verb)) {
    return undefined;
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
