import { isSchemaNode, type SchemaNode } from './structural';
import { collectNamed, nameOf } from './typescript';

function anchor(name: string): string {
  return `[${name}](#${name.toLowerCase()})`;
}

function scalarOf(node: SchemaNode): string {
  if (Array.isArray(node.enum)) {
    return node.enum.map(word => `\`"${word}"\``).join(', ');
  }
  if (node['x-kubernetes-int-or-string']) {
    return 'number or text';
  }
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    integer: 'whole number',
    boolean: 'true or false',
  };
  return words[String(node.type)] ?? String(node.type);
}

function typeOf(node: SchemaNode): string {
  const name = nameOf(node);
  if (name !== undefined) {
    return anchor(name);
  }
  if (isSchemaNode(node.items)) {
    return `list of ${typeOf(node.items)}`;
  }
  if (isSchemaNode(node.additionalProperties)) {
    return `map of ${typeOf(node.additionalProperties)}`;
  }
  return scalarOf(node);
}

function defaultOf(node: SchemaNode): string {
  return node.default === undefined
    ? ''
    : ` Default: \`${String(node.default)}\`.`;
}

function fieldRows(node: SchemaNode): string {
  const required = new Set(Array.isArray(node.required) ? node.required : []);
  const fields = isSchemaNode(node.properties)
    ? Object.entries(node.properties)
    : [];
  return fields
    .map(([field, child]) => {
      const schema = child as SchemaNode;
      const need = required.has(field) ? ' **required**' : '';
      const text = String(schema.description).replaceAll('|', '\\|');
      return `| \`${field}\` | ${typeOf(schema)}${need} | ${text}${defaultOf(
        schema,
      )} |\n`;
    })
    .join('');
}

function section(name: string, node: SchemaNode): string {
  const head = `## ${name}\n\n${node.description}\n`;
  if (isSchemaNode(node.additionalProperties)) {
    return `${head}\nA map of ${typeOf(node.additionalProperties)}.\n`;
  }
  return `${head}\n| field | type | what it says |\n| --- | --- | --- |\n${fieldRows(
    node,
  )}`;
}

/** A page of Markdown with one table of fields for every named schema. */
export function toReference(roots: readonly SchemaNode[]): string {
  return roots
    .flatMap(root => [...collectNamed(root)])
    .map(([name, node]) => section(name, node))
    .join('\n');
}
