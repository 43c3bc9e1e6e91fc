import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeNamespace, useCluster } from '@one-click/devcluster';
import { parseDocument } from 'yaml';
import { toJsonSchema, isSchemaNode } from '../../../scripts/structural';
import { parseRolloutSpec } from './parse';
import { rolloutSpec } from './spec';

jest.setTimeout(300_000);

const FOLDER = join(__dirname, '../../../../../deploy/samples');
const files = readdirSync(FOLDER).filter(name => name.endsWith('.yaml'));

interface Sample {
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

function readSample(file: string): Sample {
  // kubectl reads YAML 1.1, where a bare `no` is a switch.
  return parseDocument(readFileSync(join(FOLDER, file), 'utf8'), {
    version: '1.1',
  }).toJS();
}

describe('samples', () => {
  const shared = useCluster();
  let namespace: string;

  beforeAll(async () => {
    namespace = await makeNamespace(shared.cluster, { prefix: 'samples' });
  });

  it.each(files)('%s is taken by zod and by a server', async file => {
    const { metadata, spec } = readSample(file);

    const { stdout } = await shared.cluster.kubectl([
      'apply',
      '--server-side',
      '-n',
      namespace,
      '-f',
      join(FOLDER, file),
    ]);

    expect(stdout).toContain(
      `rollout.one-click.dev/${metadata.name} serverside-applied`,
    );
    expect(`${metadata.name}.yaml`).toBe(file);
    expect(parseRolloutSpec(spec, metadata)).toMatchObject({ ok: true });
  });

  it('show every field a spec has', () => {
    const { properties } = toJsonSchema(rolloutSpec, 'input');
    const shown = new Set(
      files.flatMap(file => Object.keys(readSample(file).spec)),
    );
    const fields = isSchemaNode(properties) ? Object.keys(properties) : [];

    expect(fields.filter(field => !shown.has(field))).toEqual([]);
    expect(fields.length).toBeGreaterThan(30);
  });
});
