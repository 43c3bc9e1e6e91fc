import { z } from 'zod';
import { buildCrd } from '../../../scripts/crd';
import {
  isSchemaNode,
  toStructural,
  type SchemaNode,
} from '../../../scripts/structural';
import { keyFieldOf, type PathSegment, type SpecPath } from '../specPath';
import { rollout } from './rollout';
import { rulesOf } from './rule';

function described(schema: z.ZodType) {
  return z
    .object({ field: schema.describe('A field.') })
    .describe('An object.');
}

describe('toStructural', () => {
  it.each([
    ['a union', z.union([z.string(), z.boolean()]), 'a union needs'],
    ['a pattern', z.string().regex(/a/), 'keyword pattern is not allowed'],
    [
      'bounds of a number',
      z.int().min(1),
      'bounds of a number belong in a rule',
    ],
    ['anything', z.unknown(), 'has no type'],
    [
      'a rule without message',
      z.string().meta({ 'x-kubernetes-validations': [{ rule: 'true' }] }),
      'rule without a one-line message: true',
    ],
  ])('refuses %s, since no CRD can say it well', (_, schema, message) => {
    expect(() => toStructural(described(schema), 'spec')).toThrow(
      `spec.field: ${message}`,
    );
  });

  it('refuses a field that kubectl could not explain', () => {
    const schema = z.object({ field: z.string() }).describe('An object.');

    expect(() => toStructural(schema, 'spec')).toThrow(
      'spec.field: has no description',
    );
  });

  it('leaves no default and no closed object in what is required', () => {
    const schema = described(
      z.strictObject({ a: z.boolean().describe('A.').default(true) }),
    );

    expect(toStructural(schema, '')).toMatchObject({
      properties: { field: { properties: { a: { default: true } } } },
      required: ['field'],
    });
    expect(JSON.stringify(toStructural(schema, ''))).not.toContain(
      'additional',
    );
  });
});

interface ListMap {
  readonly path: SpecPath;
  readonly keys: unknown;
}

function listMapsIn(node: SchemaNode, path: SpecPath): ListMap[] {
  const { properties, items } = node;
  const own =
    node['x-kubernetes-list-type'] === 'map'
      ? [{ path, keys: node['x-kubernetes-list-map-keys'] }]
      : [];
  const below = isSchemaNode(properties) ? Object.entries(properties) : [];
  const item: PathSegment = { key: '' };
  return [
    ...own,
    ...below.flatMap(([field, child]) =>
      listMapsIn(child as SchemaNode, [...path, field]),
    ),
    ...(isSchemaNode(items) ? listMapsIn(items, [...path, item]) : []),
  ];
}

describe('the CRD', () => {
  const crd = buildCrd();
  const { openAPIV3Schema } = crd.spec.versions[0]!.schema;
  const { spec } = openAPIV3Schema.properties as Record<string, SchemaNode>;

  it('matches items of lists by the fields a diff matches them by', () => {
    const lists = listMapsIn(spec!, []);

    expect(lists.map(({ path }) => [keyFieldOf(path)])).toEqual(
      lists.map(({ keys }) => keys),
    );
    expect(lists.length).toBeGreaterThan(15);
  });

  it('keeps every rule of the root, which zod drops where a schema is extended', () => {
    expect(rulesOf(rollout)).toHaveLength(12);
    expect(openAPIV3Schema['x-kubernetes-validations']).toEqual(
      rulesOf(rollout),
    );
  });

  it('is small enough for a client-side apply, which keeps it in an annotation', () => {
    expect(JSON.stringify(crd).length).toBeLessThan(262_144);
  });
});
