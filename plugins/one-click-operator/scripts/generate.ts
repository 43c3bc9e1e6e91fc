import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import {
  COMMAND,
  buildCrdTemplate,
  buildRulesTemplate,
  buildValuesTable,
  insertTable,
} from './chart';

const REPOSITORY = resolve(__dirname, '../../..');
const DEPLOY = join(REPOSITORY, 'deploy');
const CHART = join(DEPLOY, 'helm/one-click-operator');

interface Output {
  readonly path: string;
  readonly content: string;
}

function read(...path: readonly string[]): Promise<string> {
  return readFile(join(...path), 'utf8');
}

async function readme(): Promise<Output> {
  const path = join(CHART, 'README.md');
  const table = buildValuesTable(
    await read(CHART, 'values.schema.json'),
    await read(CHART, 'values.yaml'),
  );
  const options = await resolveConfig(path);
  const content = insertTable(await read(path), table);
  return {
    path,
    content: await format(content, { ...options, filepath: path }),
  };
}

async function outputs(): Promise<readonly Output[]> {
  const crd = await read(DEPLOY, 'crds/one-click.dev_rollouts.yaml');
  const roles = await read(DEPLOY, 'rbac/operator.yaml');
  return [
    {
      path: join(CHART, 'templates/crd.yaml'),
      content: buildCrdTemplate(crd),
    },
    {
      path: join(CHART, 'templates/_rules.tpl'),
      content: buildRulesTemplate(roles),
    },
    await readme(),
  ];
}

async function isFresh({ path, content }: Output): Promise<boolean> {
  return (await readFile(path, 'utf8').catch(() => undefined)) === content;
}

/** Writes what the chart has from elsewhere, or with `--check` only says which of it is stale. */
async function main(): Promise<void> {
  for (const output of await outputs()) {
    if (await isFresh(output)) {
      continue;
    }
    const name = relative(REPOSITORY, output.path);
    if (process.argv.includes('--check')) {
      process.stderr.write(`'${name}' is stale: run '${COMMAND}'\n`);
      process.exitCode = 1;
    } else {
      await writeFile(output.path, output.content);
      process.stdout.write(`wrote ${name}\n`);
    }
  }
}

void main();
