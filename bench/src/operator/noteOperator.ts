import type { OperatorProcess } from '../world';
import type { ScenarioContext } from './Scenario';

/** Prometheus' name for what the event loop was late by, as prom-client gives it. */
const LAG = 'nodejs_eventloop_lag_p99_seconds';

/** The longest that 1 of 100 turns of the event loop may be late. */
const MAX_LAG_MS = 50;

/** Notes what the operator took so far: memory, CPU, and how late its event loop was. */
export async function noteOperator(
  operator: OperatorProcess,
  note: ScenarioContext['note'],
): Promise<void> {
  const { residentMb, peakMb } = await operator.memory();
  note({ name: 'resident', value: residentMb, unit: 'MB' });
  note({ name: 'resident at most', value: peakMb, unit: 'MB' });
  note({ name: 'CPU', value: await operator.cpuSeconds(), unit: 's' });
  note({
    name: 'complaints',
    value: operator.complaints.length,
    unit: 'lines',
  });
  const lag = (await operator.metrics())?.get(LAG);
  if (lag !== undefined) {
    note({
      name: 'event loop late, p99',
      value: lag * 1_000,
      unit: 'ms',
      limit: MAX_LAG_MS,
    });
  }
}
