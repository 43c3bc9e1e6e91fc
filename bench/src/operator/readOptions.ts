import { parseArgs } from 'node:util';
import type { ScenarioOptions } from './Scenario';

/** What `make bench` was asked for. */
export interface BenchOptions extends ScenarioOptions {
  /** Names of scenarios; all of them if empty. */
  readonly scenarios: readonly string[];
}

const OPTIONS = {
  scenario: { type: 'string', default: '' },
  size: { type: 'string', default: '300' },
  minutes: { type: 'string', default: '10' },
  workers: { type: 'string', default: '20' },
  rounds: { type: 'string', default: '3' },
} as const;

/** Reads the arguments; throws with what to do about a wrong one. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const positive = (name: 'size' | 'minutes' | 'workers' | 'rounds') => {
    const value = Number(values[name]);
    if (!(value > 0)) {
      throw new Error(
        `${name.toUpperCase()}='${values[name]}' must be a number above 0`,
      );
    }
    return value;
  };
  return {
    scenarios: values.scenario.split(',').filter(name => name !== ''),
    size: positive('size'),
    minutes: positive('minutes'),
    workers: positive('workers'),
    rounds: positive('rounds'),
  };
}
