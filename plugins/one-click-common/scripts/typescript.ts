import { isDeepStrictEqual } from 'node:util';
import { isSchemaNode, type SchemaNode } from './structural';

/** Interfaces by name, in the order they were met. */
type Interfaces = Map<string, SchemaNode>;

const NAME = 'x-type-name';

/** The name a schema was given by `named()`. */
export function nameOf(node: SchemaNode): string | undefined {
  return typeof node[NAME] === 'string' ? node[NAME] : undefined;
}

function childrenOf(node: SchemaNode): SchemaNode[] {
  const { properties, additionalProperties, items } = node;
  return [
    ...(isSchemaNode(properties) ? Object.values(properties) : []),
    additionalProperties,
    items,
  ].filter(isSchemaNode);
}

/** Two places may describe the same shape differently; only the shape makes the type. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shapeOf);
  }
  if (!isSchemaNode(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, child]) => key !== 'description' || isSchemaNode(child))
      .filter(([key]) => !key.startsWith('x-kubernetes-val'))
      .map(([key, child]) => [key, shapeOf(child)]),
  );
}

function collect(node: SchemaNode, into: Interfaces): void {
  const name = nameOf(node);
  if (name !== undefined) {
    const known = into.get(name);
    if (known && !isDeepStrictEqual(shapeOf(known), shapeOf(node))) {
      throw new Error(`two different schemas are both named '${name}'`);
    }
    if (!known) {
      into.set(name, node);
    }
  }
  childrenOf(node).forEach(child => collect(child, into));
}

/** Every named schema at or below one, in the order they are met. */
export function collectNamed(root: SchemaNode): Interfaces {
  const interfaces: Interfaces = new Map();
  collect(root, interfaces);
  return interfaces;
}

function comment(node: SchemaNode, indent: string): string {
  return node.description ? `${indent}/** ${node.description} */\n` : '';
}

type NameType = (name: string) => string;

function printScalar(node: SchemaNode): string {
  if (Array.isArray(node.enum)) {
    return node.enum.map(word => `'${word}'`).join(' | ');
  }
  if (node['x-kubernetes-int-or-string'] || node.anyOf) {
    return 'number | string';
  }
  return node.type === 'integer' ? 'number' : String(node.type);
}

function printType(node: SchemaNode, nameType: NameType): string {
  const name = nameOf(node);
  if (name !== undefined) {
    return nameType(name);
  }
  if (isSchemaNode(node.items)) {
    const item = printType(node.items, nameType);
    return item.includes('|') ? `readonly (${item})[]` : `readonly ${item}[]`;
  }
  if (isSchemaNode(node.additionalProperties)) {
    return `Readonly<Record<string, ${printType(
      node.additionalProperties,
      nameType,
    )}>>`;
  }
  if (node.type === 'object') {
    throw new Error('an object schema has no name: wrap it in named()');
  }
  return printScalar(node);
}

function printProperties(node: SchemaNode, nameType: NameType): string {
  const { properties, required } = node;
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(isSchemaNode(properties) ? properties : {})
    .map(([key, child]) => {
      const mark = needed.has(key) ? '' : '?';
      const type = printType(child as SchemaNode, nameType);
      return `${comment(
        child as SchemaNode,
        '  ',
      )}  readonly ${key}${mark}: ${type};\n`;
    })
    .join('');
}

function printDeclaration(
  name: string,
  node: SchemaNode,
  nameType: NameType,
): string {
  const head = comment(node, '');
  if (isSchemaNode(node.properties)) {
    return `${head}export interface ${nameType(name)} {\n${printProperties(
      node,
      nameType,
    )}}\n`;
  }
  const { [NAME]: _, ...anonymous } = node;
  return `${head}export type ${nameType(name)} = ${printType(
    anonymous,
    nameType,
  )};\n`;
}

/** Names whose input and output differ, since a default lies below them. */
function twofold(input: Interfaces, output: Interfaces): Set<string> {
  return new Set(
    [...output.keys()].filter(
      name =>
        !isDeepStrictEqual(
          shapeOf(input.get(name)),
          shapeOf(withoutClosure(output.get(name))),
        ),
    ),
  );
}

/** Strict objects close themselves in the output only; that is no difference of type. */
function withoutClosure(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutClosure);
  }
  if (!isSchemaNode(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, child]) => key !== 'additionalProperties' || isSchemaNode(child),
      )
      .map(([key, child]) => [key, withoutClosure(child)]),
  );
}

/**
 * Prints TypeScript declarations: every named schema once, and a second time
 * with the ending `Input` where defaults make what users write differ.
 */
export function toTypeScript(input: SchemaNode, output: SchemaNode): string {
  const inputs = collectNamed(withoutClosure(input) as SchemaNode);
  const outputs = collectNamed(withoutClosure(output) as SchemaNode);
  const differ = twofold(inputs, outputs);
  const inputName: NameType = name =>
    differ.has(name) ? `${name}Input` : name;
  return [...outputs]
    .flatMap(([name, node]) => {
      const own = inputs.get(name);
      return [
        printDeclaration(name, node, each => each),
        ...(differ.has(name) && own
          ? [printDeclaration(name, own, inputName)]
          : []),
      ];
    })
    .join('\n');
}
