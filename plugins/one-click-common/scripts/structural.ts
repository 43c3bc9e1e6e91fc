import { z } from 'zod';

/** A node of JSON Schema as zod prints it, or of a CRD. */
export interface SchemaNode {
  readonly [keyword: string]: unknown;
}

const INT_OR_STRING = 'x-kubernetes-int-or-string';
const PRESERVE = 'x-kubernetes-preserve-unknown-fields';

const KEPT = new Set([
  'type',
  'format',
  'description',
  'default',
  'enum',
  'minimum',
  'maximum',
  'maxLength',
  'maxItems',
  'maxProperties',
  'required',
  'properties',
  'items',
  'additionalProperties',
  'anyOf',
]);
const DROPPED = new Set(['$schema', 'title']);
const INT32_MAX = 2 ** 31 - 1;

function refuse(at: string, why: string): never {
  throw new Error(`${at || '(root)'}: ${why}`);
}

/** Whether a value is a schema and not a keyword's plain value. */
export function isSchemaNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keptKeywords(node: SchemaNode, at: string): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(node)) {
    if (KEPT.has(keyword) || keyword.startsWith('x-kubernetes-')) {
      kept[keyword] = value;
    } else if (!DROPPED.has(keyword) && !keyword.startsWith('x-')) {
      refuse(at, `keyword ${keyword} is not allowed in a CRD`);
    }
  }
  return kept;
}

// Bounds by which zod only says "an integer". Any other would be a structural
// error, which keeps the server from checking rules: those belong in whole().
const INTEGER_BOUNDS = new Map<unknown, string>([
  [INT32_MAX, 'int32'],
  [Number.MAX_SAFE_INTEGER, 'int64'],
]);

function withIntegerFormat(node: Record<string, unknown>, at: string) {
  const { minimum, maximum, ...rest } = node;
  const format = INTEGER_BOUNDS.get(maximum);
  const isZodsOwn =
    minimum === -INT32_MAX - 1 || minimum === Number.MIN_SAFE_INTEGER;
  return format !== undefined && isZodsOwn
    ? { ...rest, format }
    : refuse(at, 'bounds of a number belong in a rule: use whole()');
}

function checkRules(node: SchemaNode, at: string): void {
  const rules = node['x-kubernetes-validations'];
  for (const rule of Array.isArray(rules) ? rules : []) {
    if (!rule.message || /\n/.test(rule.message)) {
      refuse(at, `rule without a one-line message: ${rule.rule}`);
    }
  }
}

function convertChildren(
  node: Record<string, unknown>,
  at: string,
): Record<string, unknown> {
  const { properties, additionalProperties, items, ...rest } = node;
  if (isSchemaNode(properties)) {
    const entries = Object.entries(properties).map(([name, child]) => [
      name,
      convert(child, `${at}.${name}`),
    ]);
    // additionalProperties: false is dropped here; pruning does its work.
    return { ...rest, properties: Object.fromEntries(entries) };
  }
  return {
    ...rest,
    ...(isSchemaNode(additionalProperties) && {
      additionalProperties: convert(additionalProperties, `${at}.*`),
    }),
    ...(isSchemaNode(items) && { items: convert(items, `${at}[]`) }),
  };
}

function convert(value: unknown, at: string): SchemaNode {
  if (!isSchemaNode(value)) {
    return refuse(at, 'is not a schema');
  }
  checkRules(value, at);
  const node = keptKeywords(value, at);
  if (!node.description) {
    refuse(at, 'has no description; kubectl explain would show none');
  }
  if (node[INT_OR_STRING]) {
    // The server accepts this exact form and order only.
    const { type: _, ...rest } = node;
    return { ...rest, anyOf: [{ type: 'integer' }, { type: 'string' }] };
  }
  if (node.anyOf) {
    refuse(at, `a union needs ${INT_OR_STRING}, or one flat object and a rule`);
  }
  if (node[PRESERVE] && !node.properties) {
    const { additionalProperties: _, ...rest } = node;
    return rest;
  }
  if (!node.type) {
    refuse(at, `has no type; z.unknown() needs ${PRESERVE}`);
  }
  const sized = node.type === 'integer' ? withIntegerFormat(node, at) : node;
  return convertChildren(sized, at);
}

/** The JSON Schema zod prints, with metadata and nothing shared. */
export function toJsonSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
): SchemaNode {
  return z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    reused: 'inline',
    cycles: 'throw',
    unrepresentable: 'throw',
  });
}

/**
 * Turns a zod schema into a structural schema the API server accepts.
 *
 * @throws Error with the path of the first thing a CRD cannot say, so that the
 * generator fails and not the cluster.
 */
export function toStructural(schema: z.ZodType, at: string): SchemaNode {
  return convert(toJsonSchema(schema, 'input'), at);
}
