import { setTimeout as delay } from 'node:timers/promises';
import type { AuditEvent } from '@one-click/devcluster';
import { percentile } from '../../measure';
import { CHILDREN_A_ROLLOUT, nameFleet, OPERATOR_USER } from '../../world';
import { Churn } from '../churn';
import { noteOperator } from '../noteOperator';
import type { ScenarioContext } from '../Scenario';

const NEWCOMERS = 100;

/** So that one is over before the next comes, on a quiet machine. */
const EVERY_MS = 500;

/** The longest that 99 of 100 new rollouts may take until their last child is there. */
const MAX_SECONDS = 0.5;

/** New rollouts, one by one, while a fleet churns. */
export async function newcomers(context: ScenarioContext): Promise<void> {
  const { world, options, note } = context;
  const operator = await world.startOperator();
  const fleet = await world.settleFleet('fleet', options.size);
  const churn = new Churn(world, fleet);
  const refs = nameFleet('new', NEWCOMERS);
  await world.makeNamespaces(refs);
  const tail = await world.tailAudit();
  for (const ref of refs) {
    await Promise.all([world.createRollouts([ref]), delay(EVERY_MS)]);
  }
  await churn.stop();
  await world.untilAtRest(await world.tailAudit());
  const seconds = secondsOfEach(await tail.read());
  if (seconds.length !== NEWCOMERS) {
    throw new Error(
      `${seconds.length} of ${NEWCOMERS} new rollouts have all children`,
    );
  }
  note({
    name: 'until the last child, p50',
    value: percentile(seconds, 0.5),
    unit: 's',
  });
  note({
    name: 'until the last child, p99',
    value: percentile(seconds, 0.99),
    unit: 's',
    limit: MAX_SECONDS,
  });
  note({
    name: 'until the last child, max',
    value: Math.max(...seconds),
    unit: 's',
  });
  await noteOperator(operator, note);
}

interface Newcomer {
  readonly createdAt: number;
  children: number;
  lastChildAt: number;
}

/** Children are told apart by their namespace and the name of their rollout within theirs. */
function secondsOfEach(events: readonly AuditEvent[]): number[] {
  const known = new Map<string, Newcomer>();
  for (const event of events) {
    const { verb, resource, status, user } = event;
    const at = event.at.getTime();
    if (verb === 'create' && resource === 'rollouts' && status === 201) {
      const key = `${event.namespace}/${event.name ?? ''}`;
      known.set(key, { createdAt: at, children: 0, lastChildAt: at });
    }
    const isChild =
      user === OPERATOR_USER && status === 201 && resource !== 'events';
    const parent = isChild ? parentOf(event, known) : undefined;
    if (parent) {
      parent.children += 1;
      parent.lastChildAt = Math.max(parent.lastChildAt, at);
    }
  }
  return [...known.values()]
    .filter(({ children }) => children >= CHILDREN_A_ROLLOUT)
    .map(({ createdAt, lastChildAt }) => (lastChildAt - createdAt) / 1_000);
}

function parentOf(
  { namespace, name = '' }: AuditEvent,
  known: ReadonlyMap<string, Newcomer>,
): Newcomer | undefined {
  const [rollout] = /app-\d+/.exec(name) ?? [];
  return known.get(`${namespace}/${rollout}`);
}
