import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { formatFigures, isKept } from '../measure';
import type { Figure } from '../measure';
import { buildProgram, World } from '../world';
import { readOptions } from './readOptions';
import type { BenchOptions } from './readOptions';
import type { Scenario } from './Scenario';
import { coldStart } from './scenarios/coldStart';
import { failover } from './scenarios/failover';
import { mass } from './scenarios/mass';
import { memory } from './scenarios/memory';
import { newcomers } from './scenarios/newcomers';
import { rest } from './scenarios/rest';
import { rolling } from './scenarios/rolling';
import { storm } from './scenarios/storm';

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  storm,
  rest,
  newcomers,
  mass,
  coldStart,
  failover,
  memory,
  rolling,
};

/** Scenarios that need containers that run. */
const ON_REAL_NODE: ReadonlySet<string> = new Set(['rolling']);

const REPORT = resolve(__dirname, '../../../.run/bench/operator.json');

function report(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

async function measure(
  name: string,
  scenario: Scenario,
  options: BenchOptions,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const nodes = ON_REAL_NODE.has(name) ? 'real' : undefined;
  const world = await World.create(report, nodes ? { nodes } : {});
  report(`${name}: the cluster is up`);
  try {
    await scenario({
      world,
      options,
      note: figure => figures.push({ scenario: name, ...figure }),
    });
  } finally {
    await world.close();
  }
  return figures;
}

/** Figures of one scenario and size stand until they are measured again. */
async function save(
  name: string,
  options: BenchOptions,
  figures: readonly Figure[],
): Promise<void> {
  const { size, minutes, workers, rounds } = options;
  const machine = {
    cpus: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  const kept = await readFile(REPORT, 'utf8').then(JSON.parse, () => ({}));
  kept[`${name} ${size}`] = {
    at: new Date().toISOString(),
    machine,
    options: { size, minutes, workers, rounds },
    figures,
  };
  await mkdir(dirname(REPORT), { recursive: true });
  await writeFile(REPORT, `${JSON.stringify(kept, undefined, 2)}\n`);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const names = options.scenarios.length
    ? options.scenarios
    : Object.keys(SCENARIOS);
  await buildProgram();
  const all: Figure[] = [];
  for (const name of names) {
    const scenario = SCENARIOS[name];
    if (!scenario) {
      const known = Object.keys(SCENARIOS).join(', ');
      throw new Error(`No scenario '${name}': there are ${known}`);
    }
    const figures = await measure(name, scenario, options);
    await save(name, options, figures);
    all.push(...figures);
  }
  process.stdout.write(formatFigures(all));
  process.exitCode = all.some(figure => isKept(figure) === false) ? 1 : 0;
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
