import { setTimeout as delay } from 'node:timers/promises';
import type { ScenarioContext } from '../Scenario';

/** Long enough for what a start leaves behind to be collected. */
const SETTLE_MS = 20_000;

/** MB by number of rollouts. */
const LIMITS: ReadonlyMap<number, number> = new Map([
  [0, 65],
  [300, 80],
  [2_000, 100],
]);

/** What the operator keeps in memory: after a start into a fleet, and with its history. */
export async function memory(context: ScenarioContext): Promise<void> {
  const { world, options, note } = context;
  const sizes = [0, 300, options.size].filter(
    (size, at, all) => all.indexOf(size) === at && size <= options.size,
  );
  let present = 0;
  for (const size of sizes) {
    if (size > present) {
      const maker = await world.startOperator();
      await world.settleFleet(`memory${size}`, size - present);
      present = size;
      const { residentMb } = await maker.memory();
      note({
        name: `${size} rollouts, after making them`,
        value: residentMb,
        unit: 'MB',
      });
      await world.endOperator(maker);
    }
    const operator = await world.startOperator();
    await delay(SETTLE_MS);
    const { residentMb, peakMb } = await operator.memory();
    note({
      name: `${size} rollouts, after a start`,
      value: residentMb,
      unit: 'MB',
      limit: LIMITS.get(size),
    });
    note({ name: `${size} rollouts, at most`, value: peakMb, unit: 'MB' });
    await world.endOperator(operator);
  }
}
