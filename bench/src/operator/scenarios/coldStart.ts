import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '@one-click/devcluster';
import type { OperatorProcess } from '../../world';
import { noteOperator } from '../noteOperator';
import type { ScenarioContext } from '../Scenario';

const MAX_SECONDS = 15;

const SETTLE_MS = 20_000;

/** How many rollouts were looked at, as controller-runtime counts it. */
const RECONCILES = 'controller_runtime_reconcile_total';

/** A start into a fleet that is there: until all is known, and all was looked at. */
export async function coldStart(context: ScenarioContext): Promise<void> {
  const { world, options, note } = context;
  const maker = await world.startOperator();
  await world.settleFleet('cold', options.size);
  await world.endOperator(maker);

  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1_000;
  const operator = await world.launchOperator();
  await operator.synced();
  note({
    name: `${options.size} rollouts, known`,
    value: seconds(),
    unit: 's',
  });
  await untilPassed(operator, options.size);
  note({
    name: `${options.size} rollouts, looked at`,
    value: seconds(),
    unit: 's',
    limit: MAX_SECONDS,
  });
  await world.endOperator(operator);

  // Each look at its metrics begins a new window of the event loop's lag, hence
  // a start that nobody looks at.
  const unwatched = await world.startOperator();
  await delay(SETTLE_MS);
  await noteOperator(unwatched, note);
}

async function untilPassed(
  operator: OperatorProcess,
  size: number,
): Promise<void> {
  await waitFor(
    async () => {
      const done = (await operator.metrics())?.get(RECONCILES) ?? 0;
      return done >= size;
    },
    { what: 'every rollout to be looked at', timeoutMs: 300_000 },
  );
}
