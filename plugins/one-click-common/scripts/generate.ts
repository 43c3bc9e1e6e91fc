import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { rolloutSpec } from '../src/v1alpha1/schema/spec';
import { rolloutStatus } from '../src/v1alpha1/schema/status';
import { printCrd } from './crd';
import { toReference } from './reference';
import { toJsonSchema } from './structural';
import { toTypeScript } from './typescript';

const PACKAGE = resolve(__dirname, '..');
const REPOSITORY = resolve(PACKAGE, '../..');
const COMMAND =
  'yarn workspace @one-click/backstage-plugin-one-click-common generate';

interface Output {
  readonly path: string;
  readonly content: string;
}

async function pretty(path: string, source: string): Promise<string> {
  const options = await resolveConfig(path);
  return format(source, { ...options, filepath: path });
}

function printReference(): string {
  const schemas = [rolloutSpec, rolloutStatus].map(schema =>
    toJsonSchema(schema, 'input'),
  );
  return `<!-- Generated from the zod schemas by \`${COMMAND}\`. -->\n\n# Fields of a Rollout\n\nWhat they are for, with examples: [Rollout](rollout.md).\n\n${toReference(
    schemas,
  )}`;
}

function printTypes(): string {
  const declarations = [rolloutSpec, rolloutStatus].map(schema =>
    toTypeScript(toJsonSchema(schema, 'input'), toJsonSchema(schema, 'output')),
  );
  return `// Generated from the zod schemas by \`${COMMAND}\`.\n\n${declarations.join(
    '\n',
  )}`;
}

async function outputs(): Promise<readonly Output[]> {
  const types = resolve(PACKAGE, 'src/v1alpha1/types.ts');
  const reference = resolve(REPOSITORY, 'docs/spec/rollout-fields.md');
  return [
    {
      path: resolve(REPOSITORY, 'deploy/crds/one-click.dev_rollouts.yaml'),
      content: `# Generated from the zod schemas by \`${COMMAND}\`.\n${printCrd()}`,
    },
    { path: types, content: await pretty(types, printTypes()) },
    { path: reference, content: await pretty(reference, printReference()) },
  ];
}

async function isFresh({ path, content }: Output): Promise<boolean> {
  return (await readFile(path, 'utf8').catch(() => undefined)) === content;
}

async function write({ path, content }: Output): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  for (const output of await outputs()) {
    const name = relative(REPOSITORY, output.path);
    if (await isFresh(output)) {
      continue;
    }
    if (check) {
      process.stderr.write(
        `${name} is stale: run \`${COMMAND}\` and commit it\n`,
      );
      process.exitCode = 1;
      continue;
    }
    await write(output);
    process.stdout.write(`wrote ${name}\n`);
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
