import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

/** Every key that `config.d.ts` declares and that holds a value, such as `oneClick.clusters[].name`. */
export function readConfigKeys(): string[] {
  const file = resolve(__dirname, '../config.d.ts');
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const config = source.statements.find(ts.isInterfaceDeclaration);
  return keysOf(config?.members, '');
}

function keysOf(
  members: readonly ts.TypeElement[] | undefined,
  prefix: string,
): string[] {
  return (members ?? []).flatMap(member => {
    if (ts.isIndexSignatureDeclaration(member)) {
      // What is below has the same keys as elsewhere, or is named by whoever configures.
      return [`${prefix}<name>`];
    }
    if (!ts.isPropertySignature(member) || !member.type) {
      return [];
    }
    return keysBelow(member.type, `${prefix}${member.name.getText()}`);
  });
}

function keysBelow(type: ts.TypeNode, key: string): string[] {
  if (ts.isTypeLiteralNode(type)) {
    return keysOf(type.members, `${key}.`);
  }
  const [item] = ts.isTypeReferenceNode(type) ? type.typeArguments ?? [] : [];
  const element = ts.isArrayTypeNode(type) ? type.elementType : item;
  return element && ts.isTypeLiteralNode(element)
    ? keysOf(element.members, `${key}[].`)
    : [key];
}
