import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '@one-click/devcluster';
import { OPERATOR_USER } from '../world';
import { findDifferences } from './findDifferences';
import { Keeper } from './Keeper';
import type { Place } from './Keeper';
import { Population } from './Population';
import { Random } from './Random';
import { Trouble } from './Trouble';

const MINUTE_MS = 60_000;

/** Pauses between edits, and between faults. */
const EDIT_EVERY_MS = 300;
const FAULT_EVERY_MS = 5_000;

/** Twenty for calls, some for watches, what Node itself opens, and files. */
const MAX_DESCRIPTORS = 80;

/** What a heap may grow by while nothing happens. */
const MAX_GROWTH = 1.15;

/** How long to soak, and what. */
export interface SoakOptions {
  readonly minutes: number;
  readonly quietMinutes: number;
  readonly size: number;
  readonly seed: number;
}

/** Edits and faults at random; then all must be as wanted, and quiet. Gives what is not. */
export async function soak(
  place: Place,
  options: SoakOptions,
): Promise<readonly string[]> {
  const { world, proxy } = place;
  const population = new Population(
    world,
    new Random(options.seed),
    options.size,
  );
  const trouble = new Trouble(proxy, new Random(options.seed + 1));
  const keeper = new Keeper(place);
  await keeper.start();
  await population.begin();

  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), options.minutes * MINUTE_MS);
  await Promise.all([
    repeat(EDIT_EVERY_MS, end.signal, () => population.act()),
    repeat(FAULT_EVERY_MS, end.signal, async () => {
      await trouble.cause(end.signal);
      await keeper.maybeKill(new Random(options.seed + trouble.total));
    }),
  ]);
  clearTimeout(timer);
  proxy.clear();
  world.report(`acts: ${describe(population.acts)}`);
  world.report(
    `faults: ${describe(trouble.counts)}; ${keeper.kills} kills, ${
      keeper.restarts
    } starts again`,
  );
  await untilLeads(keeper);

  await world.untilAtRest(await world.tailAudit());
  const differences = await findDifferences(world, population);
  const unrest = await watchQuiet(keeper, options.quietMinutes);
  keeper.close();
  return [...differences, ...unrest];
}

/** After a partition, the next operator waits for the lease of the last. */
async function untilLeads(keeper: Keeper): Promise<void> {
  await waitFor(
    async () => {
      const metrics = await keeper.operator.metrics();
      return metrics?.get('leader_election_master_status') === 1;
    },
    { what: 'an operator to lead', timeoutMs: 120_000 },
  );
}

async function repeat(
  pauseMs: number,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
      await delay(pauseMs, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }
}

async function watchQuiet(
  { world, operator }: Keeper,
  minutes: number,
): Promise<readonly string[]> {
  const tail = await world.tailAudit();
  const before = await operator.memory();
  await delay(minutes * MINUTE_MS);
  const after = await operator.memory();
  const writes = await tail.readWrites(OPERATOR_USER);
  const descriptors = (await readdir(`/proc/${operator.pid}/fd`)).length;
  world.report(
    `quiet for ${minutes} min: ${writes.length} writes, ${before.residentMb} MB then ${after.residentMb} MB, ${descriptors} descriptors`,
  );
  return [
    ...writes.map(
      ({ verb, resource, namespace, name }) =>
        `at rest, the operator did ${verb} ${resource} ${namespace}/${name}`,
    ),
    ...(after.residentMb > before.residentMb * MAX_GROWTH
      ? [`memory grew from ${before.residentMb} to ${after.residentMb} MB`]
      : []),
    ...(descriptors > MAX_DESCRIPTORS
      ? [`${descriptors} files and sockets are open`]
      : []),
  ];
}

function describe(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}
