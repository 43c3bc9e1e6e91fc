import { waitFor } from '@one-click/devcluster';
import type { OperatorProcess } from '../../world';
import { noteOperator } from '../noteOperator';
import type { ScenarioContext } from '../Scenario';

const MAX_SECONDS = 15;

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
  await noteOperator(operator, note);
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
